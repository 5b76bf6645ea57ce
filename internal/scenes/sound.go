package scenes

// sound is the ambience of a scene as an ffmpeg audio source. Seeds are fixed,
// so that a scene always sounds the same.
type sound string

const (
	sea     sound = "anoisesrc=color=pink:amplitude=.35:seed=7,lowpass=f=700,tremolo=f=.18:d=.7"
	deepSea sound = "anoisesrc=color=brown:amplitude=.6:seed=3,lowpass=f=240,tremolo=f=.1:d=.5"
	wind    sound = "anoisesrc=color=brown:amplitude=.5:seed=11,bandpass=f=420:width_type=o:w=2,tremolo=f=.13:d=.6"
	rails   sound = "anoisesrc=color=brown:amplitude=.5:seed=13,lowpass=f=320,tremolo=f=2.2:d=.35"
	chatter sound = "anoisesrc=color=pink:amplitude=.22:seed=17,bandpass=f=900:width_type=o:w=2.5,tremolo=f=1.1:d=.4"
	room    sound = "anoisesrc=color=brown:amplitude=.12:seed=5,lowpass=f=180"
	chord   sound = "aevalsrc=.1*sin(2*PI*110*t)+.08*sin(2*PI*164.8*t)+.06*sin(2*PI*220*t)+.05*sin(2*PI*277.2*t),tremolo=f=.3:d=.4"
)
