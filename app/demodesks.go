package app

import (
	"bytes"
	"context"
	"image"
	"time"

	"spool/app/demo"
	"spool/library"
	"spool/library/download"
	"spool/library/subtitle"
	captiondesk "spool/library/subtitle/desk"
)

// demoDesks are the desks of the pictures: they show fixed data and change
// nothing.
func demoDesks() Desks {
	return Desks{
		Captions: demoCaptions{}, Audio: demoTracks{}, Files: demoFiles{}, Saves: demoSaves{}, Clips: demoClips{}, Watermarks: demoMarks{},
		Samples: func(context.Context) ([]library.Video, error) { return demo.Samples(), nil },
		Marked:  func(context.Context, string) ([]library.Video, error) { return nil, nil },
		Names:   func(context.Context) ([]subtitle.Named, error) { return nil, errDemo },
	}
}

type demoCaptions struct{}

func (demoCaptions) List(context.Context, string) ([]library.Caption, error) {
	return []library.Caption{
		{Language: "en", Label: "English", Status: captiondesk.Ready},
		{Language: "es", Label: "Español", Status: captiondesk.Ready},
		{Language: "de", Label: "Deutsch (auto-generated)", Status: captiondesk.InProgress, Generated: true},
		{Language: "fr", Label: "Français (auto-generated)", Status: captiondesk.Failed, Generated: true},
	}, nil
}

func (demoCaptions) Text(context.Context, string, string) (*subtitle.Document, error) {
	return subtitle.ParseVTT(demo.Captions(false)), nil
}

func (demoCaptions) Draft(_, language string) (*subtitle.Document, bool, error) {
	return subtitle.ParseVTT(demo.Captions(true)), language == "en" || language == "pt-BR", nil
}

func (demoCaptions) Drafts(string) ([]string, error)                    { return []string{"en", "pt-BR"}, nil }
func (demoCaptions) KeepDraft(string, string, *subtitle.Document) error { return nil }
func (demoCaptions) DropDraft(string, string) error                     { return nil }
func (demoCaptions) Delete(context.Context, string, string) error       { return errDemo }
func (demoCaptions) Upload(context.Context, string, string, *subtitle.Document) (library.Caption, error) {
	return library.Caption{}, errDemo
}

func (demoCaptions) Generate(context.Context, string, string, bool) (library.Caption, error) {
	return library.Caption{}, errDemo
}

func (demoCaptions) Restore(context.Context, string, string) (library.Caption, error) {
	return library.Caption{}, errDemo
}

type demoTracks struct{}

func (demoTracks) List(context.Context, string) ([]library.AudioTrack, error) {
	return []library.AudioTrack{
		{UID: "1", Label: "English", Default: true, Status: "ready"},
		{UID: "2", Label: "Español", Status: "ready"},
		{UID: "3", Label: "Crew commentary", Status: "queued"},
		{UID: "4", Label: "Audio description", Status: "error"},
	}, nil
}

func (demoTracks) Add(context.Context, string, string, string) (library.AudioTrack, error) {
	return library.AudioTrack{}, errDemo
}

func (demoTracks) Edit(context.Context, string, string, library.AudioEdit) (library.AudioTrack, error) {
	return library.AudioTrack{}, errDemo
}
func (demoTracks) Delete(context.Context, string, library.AudioTrack) error { return errDemo }

type demoFiles struct{}

func (demoFiles) Downloads(context.Context, string) (map[library.DownloadKind]library.Download, error) {
	return map[library.DownloadKind]library.Download{
		library.DownloadMP4: {Status: "ready"}, library.DownloadAudio: {Status: "inprogress", Percent: 62},
	}, nil
}

func (demoFiles) CreateDownload(context.Context, string, library.DownloadKind) (map[library.DownloadKind]library.Download, error) {
	return nil, errDemo
}

func (demoFiles) DeleteDownload(context.Context, string, library.DownloadKind) error { return errDemo }

func (demoFiles) Link(context.Context, library.Video, library.DownloadKind, bool) (string, error) {
	return "", errDemo
}

type demoSaves struct{}

func (demoSaves) Items(context.Context) ([]download.Item, error) {
	const giga = 1_000_000_000
	return []download.Item{
		{ID: 1, Name: "Harbour at dawn, 4K master.mp4", State: download.Saving, Size: 1.12 * giga, Length: 1.84 * giga, Speed: 38.2e6},
		{ID: 2, Name: "Reef survey, transect 11.mp4", State: download.Done, Size: 1.41 * giga, Length: 1.41 * giga, Saved: download.Saved{Verified: true}},
		{ID: 3, Name: "Dune crossing, day one.mp4", State: download.Saving, Size: .37 * giga, Length: giga, Trouble: "no answer", RetryAt: demo.Now.Add(8 * time.Second)},
	}, nil
}

// demoQueue is a longer queue of saves.
type demoQueue struct{ demoSaves }

func (q demoQueue) Items(ctx context.Context) ([]download.Item, error) {
	const giga, folder = 1_000_000_000, "/home/example/Deliveries"
	items, err := q.demoSaves.Items(ctx)
	for _, name := range []string{"Onboarding 1, create a project.mp4", "Onboarding 2, invite your team.mp4", "Encore, camera wide.mp4", "Field notes, episode 4.m4a"} {
		items = append(items, download.Item{Name: name, State: download.Waiting, Length: -1})
	}
	items[3].Trouble = download.ErrNotYet.Error()
	items = append(items,
		download.Item{Name: "Interview, kitchen, camera A.mp4", State: download.Paused, Size: .2 * giga, Length: .41 * giga},
		download.Item{Name: "Coast line, take 3.mp4", State: download.Failed, Length: -1, Trouble: "the file could not be made by Stream"},
		download.Item{Name: "Interview, kitchen, camera B.mp4", State: download.Done, Size: .43 * giga, Length: .43 * giga, Saved: download.Saved{Verified: true}},
		download.Item{Name: "City from the ferry, evening.mp4", State: download.Done, Size: 1.2 * giga, Length: 1.2 * giga, Saved: download.Saved{Verified: true}})
	for i := range items {
		items[i].ID, items[i].Folder = int64(i+1), folder
	}
	return items, err
}

func (demoSaves) Add(context.Context, ...download.Item) ([]int64, error) { return nil, errDemo }
func (demoSaves) Pause(context.Context, ...int64) error                  { return errDemo }
func (demoSaves) Resume(context.Context, ...int64) error                 { return errDemo }
func (demoSaves) Remove(context.Context, ...int64) error                 { return errDemo }
func (demoSaves) ClearDone(context.Context) error                        { return errDemo }
func (demoSaves) SetLimits(int, int)                                     {}

type demoClips struct{}

func (demoClips) Clip(context.Context, library.Clip) (library.Video, error) {
	return library.Video{}, errDemo
}

func (demoClips) Of(context.Context, string) ([]library.Video, error) { return demo.Clips(), nil }

func (demoClips) Watermarks(context.Context) ([]library.Watermark, error) {
	return demo.Profiles(), nil
}

type demoMarks struct{}

func (demoMarks) List(context.Context) ([]library.Watermark, error) { return demo.Profiles(), nil }
func (demoMarks) Create(context.Context, library.Watermark, string) (library.Watermark, []string, error) {
	return library.Watermark{}, nil, errDemo
}

func (demoMarks) Replace(context.Context, string, library.Watermark, string) (library.Watermark, []string, error) {
	return library.Watermark{}, nil, errDemo
}
func (demoMarks) Delete(context.Context, string) error { return errDemo }
func (demoMarks) Picture(uid string) ([]byte, bool, error) {
	data, err := demo.Mark(uid)
	return data, err == nil, err
}

// showWatermarksScene is a profile being made out of one that is there.
func (s *shell) showWatermarksScene() error {
	s.open(pageWatermarks)
	w := demo.Profiles()[0]
	data, err := demo.Mark(w.UID)
	if err != nil {
		return err
	}
	mark, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	w.UID, w.Name, w.Scale, w.Opacity = "", "Corner mark, large", .2, .8
	s.marks.Demonstrate(w, "example.png", data, mark)
	return nil
}
