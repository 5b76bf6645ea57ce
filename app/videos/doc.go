// Package videos is the library page: every video of an account, found in the
// local index while Stream is asked for news behind it.
//
// # What it shows
//
// A query, typed and put together from filters, finds numbers of videos in the
// index; the page holds those numbers and reads only the videos in sight. It
// searches again after every change of the query, of the index and of the
// videos themselves, which whoever changes them says with Changed.
//
// # What others hook in
//
// The page knows selection, keys and places; what is done with videos comes
// from others. All of it is set up before the page is shown and, like
// everything of a Page, belongs to Fyne's goroutine.
//
//   - Add gives it a Command: a line of the context menu in its group, with a
//     key, and where Bar is set a button of the bar that rises when several
//     videos are selected.
//   - Watch is told the Selection whenever it, or a video in it, changed.
//   - SetSide puts the inspector at the right, look.Inspector wide, which lies
//     over the videos where the window is too narrow for both. ShowSide opens
//     and closes it, which the page remembers. Step moves it on through the
//     videos.
//   - OnOpen is Enter and the double click.
//   - Drafted says that drafts in the journal changed: their videos carry the
//     mark "Edited".
//
// # How videos are changed
//
// Edit changes one video, and Params.Jobs carries out jobs of the journal, both
// off Fyne's goroutine, with a toast that offers to take it back. What only
// reads goes through Read, what takes long through Work: both end with the
// account. A Selection is a snapshot, and its videos are read off Fyne's
// goroutine.
package videos
