// Package video is the page of one video: who it is, at the top, and below it
// tabs for what can be done with it.
//
// The page owns the frame only. It loads the video, shows its name, state and
// picture, goes back to where it was opened from and on to the neighbours, and
// asks before a step would lose something. What a tab shows comes from the
// package of that tab, as a value:
//
//	video.Tab{ID: "captions", Label: lang.L("Captions"), Open: func(v library.Video, f video.Frame) *video.Content {
//		desk := captions.NewDesk(v, …)
//		return &video.Content{Object: desk.Content, Unsaved: desk.Unsaved, Close: desk.Close}
//	}}
//
// Open is called once for each video, when the tab is looked at for the first
// time, and the content is kept until another video is opened or the page is
// left; then Close is called. A tab that changed the video tells its Frame, and
// the header and the tabs that are open get the new version. Contents fill the
// window below the tabs, from edge to edge; most of them have look.Inset around
// what they show, and may scroll.
//
// Work that a tab must not lose is what Unsaved counts. A tab that keeps drafts
// leaves it nil. Everything happens on Fyne's goroutine.
package video
