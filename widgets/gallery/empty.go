package gallery

import (
	"fyne.io/fyne/v2"

	"spool/widgets"
	"spool/widgets/look"
)

// empty repeats the sheet of empty states and messages.
func empty(b *board) {
	b.title("Empty states and messages")
	b.emptyStates()
	b.caption("Toasts", "bottom right, 6 s; errors stay", margin, 459)
	b.toasts()
	b.caption("Context menu", "right click or Shift F10", 364, 459)
	b.fit(widgets.NewMenuPanel(MenuItems(func(string) {}), 1), 364, 478, 224, 252)
	b.caption("Dialog", "only for what can’t be undone", margin, 703)
	b.fit(widgets.NewDialogPanel(deletion()), margin, 722, 336, 134)
	b.caption("Banners", "inside the page they concern", 364, 755)
	b.fit(widgets.NewBanner(widgets.BannerInfo, "This video changed on Stream", "Its name and origins differ.").
		WithAction("Compare", nil), 364, 774, 336, 52)
	b.fit(widgets.NewBanner(widgets.BannerWarning, "The keychain is locked", "Uploads wait until you unlock it.").
		WithIcon(look.IconLock).WithAction("Unlock…", nil), 364, 834, 336, 52)
}

func (b *board) emptyStates() {
	button := func(kind widgets.ButtonKind, label string, icon look.IconName) fyne.CanvasObject {
		return widgets.NewSmallButton(kind, label, nil).WithIcon(icon)
	}
	all := []*widgets.EmptyState{
		widgets.NewEmptyState(look.IconUpload, "Nothing to upload", "Drop videos or a folder anywhere in this window.",
			button(widgets.Main, "Add videos…", look.IconPlus), button(widgets.Neutral, "From URL…", "")),
		widgets.NewEmptyState(look.IconCheck, "All 12 are on Stream", "Sent 19 GB in 18 min. The last one was ready at 15:12.",
			button(widgets.Neutral, "Copy 12 links", look.IconLink), button(widgets.Neutral, "Show in library", "")).WithReel(1, look.Success),
		widgets.NewEmptyState(look.IconLibrary, "No videos here yet", "Example Studio has no videos on Stream. Uploads show up here.",
			button(widgets.Main, "Add videos…", look.IconPlus)),
		widgets.NewEmptyState(look.IconSearch, "No match for “habour”", "342 videos searched by name, UID and metadata. Two filters are on.",
			button(widgets.Neutral, "Clear filters", ""), button(widgets.Neutral, "Search “harbour”", "")),
		widgets.NewEmptyState(look.IconCaptions, "No captions", "Upload a .vtt or .srt, or let Stream write them from the speech.",
			button(widgets.Neutral, "Upload file…", look.IconUpload), button(widgets.Soft, "Generate", look.IconSparkle)),
		widgets.NewEmptyState(look.IconOffline, "You’re offline", "Four uploads wait and go on by themselves. Edits are kept as drafts.",
			button(widgets.Neutral, "Try now", look.IconRetry)).WithReel(.62, look.Warning),
	}
	for i, state := range all {
		x, y := margin+344*float32(i%2), 52+130*float32(i/2)
		b.box(look.Surface, look.Separator, look.RadiusCard, x, y, 336, 122)
		b.fit(state, x+18, y+14, 300, 96)
	}
}

func (b *board) toasts() {
	for i, t := range []widgets.Toast{
		{Text: "Embed code copied"},
		{Text: "Origins changed on 6 videos", Undo: func() {}},
		{Text: "The token was revoked", Action: "Replace token", Failed: true},
		{Text: "English captions are ready", Action: "Open", Icon: look.IconSparkle, Tone: look.Process},
	} {
		b.fit(widgets.NewToastCard(t), margin, 478+52*float32(i), 336, 44)
	}
}
