package gallery

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"spool/widgets"
	"spool/widgets/look"
)

// Charts is the reel in its sizes, throughput bars with a limit, and tapes.
func Charts() fyne.CanvasObject {
	large, small := widgets.NewReel(widgets.ReelLarge), widgets.NewReel(widgets.ReelSmall)
	large.Set(.68, .34, .91)
	small.Set(.68, .34, 1)
	offline := widgets.NewReel(widgets.ReelEmpty).SetTone(look.Warning).SetIcon(look.IconOffline)
	offline.Set(.62)
	done := widgets.NewReel(widgets.ReelEmpty).SetTone(look.Success).SetIcon(look.IconCheck)
	done.Set(1)
	empty := widgets.NewReel(widgets.ReelEmpty).SetIcon(look.IconUpload)
	bars := widgets.NewBars()
	bars.Set(widgets.BarsState{Values: Throughput(), Recent: 44, Limit: 20, LimitText: "Limit 20 MB/s"})
	tapes := []fyne.CanvasObject{}
	for _, s := range []widgets.TapeState{{}, {Done: .68, Sent: .7}, {Done: 1}, {Done: .22, Tone: look.Fg3}, {Done: .4, Sent: .6, Blocks: 5}} {
		tape := widgets.NewTape()
		tape.Set(s)
		tapes = append(tapes, widgets.Sized(350, 0, tape))
	}
	return container.NewVBox(
		widgets.Row(24, large, small, empty, done, offline, widgets.NewSparkline()),
		widgets.Sized(377, 72, bars),
		widgets.Column(12, tapes...),
	)
}

// Throughput is five minutes of MB/s with a pause in them.
func Throughput() []float64 {
	values := make([]float64, 126)
	for i := range values {
		x := float64(i)
		values[i] = 14 + 2.5*math.Sin(x/4) + 1.6*math.Sin(x*1.7) + 1.7*x/126
		if i > 37 && i < 47 {
			values[i] = .2
		}
	}
	return values
}

// Pictured is thumbnails in their states and a film-strip.
func Pictured(pictures Pictures, name string) fyne.CanvasObject {
	thumb := func(set func(*widgets.Thumbnail)) fyne.CanvasObject {
		t := widgets.NewThumbnail()
		t.Set(widgets.ThumbnailState{Length: "42:10"})
		set(t)
		return widgets.Sized(194, 109, t)
	}
	shown := func(t *widgets.Thumbnail) {
		t.SetImage(pictures(name, 388, 218))
	}
	strip := widgets.NewFilmStrip(widgets.FilmStripLarge)
	strip.Played = true
	frames := make([]image.Image, 8)
	for i := range frames {
		frames[i] = pictures(name, 80, 45)
	}
	strip.SetFrames(frames)
	strip.SetAt(.246)
	return container.NewVBox(
		widgets.Row(16, thumb(shown),
			thumb(func(t *widgets.Thumbnail) { shown(t); t.Set(widgets.ThumbnailState{Length: "42:10", Selected: true}) }),
			thumb((*widgets.Thumbnail).SetWaiting), thumb((*widgets.Thumbnail).SetBroken),
			thumb(func(*widgets.Thumbnail) {}),
		),
		widgets.Sized(372, 0, strip),
	)
}
