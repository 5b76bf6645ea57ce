package signing

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

const (
	keysInSight = 4
	mostKeys    = 1000
)

const (
	keyHeight float32 = 50
	// listFoot is the space that a list keeps below its last row.
	listFoot float32 = 8
)

// keyTable lists the account's keys, with what deleting the chosen one ends.
type keyTable struct {
	page    *Page
	content fyne.CanvasObject
	list    *widgets.List
	room    *fyne.Container
	note    *look.Label
	strip   *fyne.Container
	empty   fyne.CanvasObject
	trouble *fyne.Container
	rows    []token.KeyRow
}

func newKeyTable(p *Page) *keyTable {
	k := &keyTable{page: p, note: look.NewLabel(look.Small, look.Fg3, "")}
	k.list = widgets.NewList(k)
	k.list.OnSelect = k.chosen
	k.list.OnOpen = func(widgets.Key) { k.menuBelow() }
	k.list.OnKey = k.key
	k.list.Menu = k.menu
	k.list.Inset = 15
	k.strip = widgets.Column(0)
	k.trouble = widgets.Column(0)
	k.empty = widgets.Inset(20, 15, 20, 15, widgets.Column(8, look.NewLabel(look.BodyMedium, look.Fg, lang.L("No key on this computer")),
		look.NewParagraph(look.Small, look.Fg2, lang.L("A key lets Spool sign links offline. The API works without one.")),
		widgets.Row(0, widgets.NewSmallButton(widgets.Main, lang.L("Create key"), k.create).WithIcon(look.IconPlus), widgets.Space())))
	k.empty.Hide()
	k.room = widgets.Column(0)
	head := columnHead(keyColumns, []string{lang.L("Key"), lang.L("Private part"), lang.L("Created"), lang.L("Last used here"), lang.L("Valid")}, keyEnd)
	card := widgets.NewCard(widgets.Column(0, head, widgets.NewRule(), k.empty, k.room, k.strip)).Inset(1)
	end := widgets.Row(14, k.note, widgets.NewSmallButton(widgets.Link, lang.L("Import…"), k.importKey).WithIcon(look.IconDownload),
		widgets.NewSmallButton(widgets.Link, lang.L("Create key"), k.create).WithIcon(look.IconPlus))
	k.content = titled(lang.L("Signing keys"), end, widgets.Column(8, k.trouble, card))
	return k
}

// keyColumns are the places of the columns of the keys.
var keyColumns = []float32{15, 153, 295, 357, 505}

// keyEnd is the room behind the last column, which is aligned to its right.
const keyEnd float32 = 44

// columnsOf are the places of columns in a table of a width; they are drawn for
// one of tableWidth.
func columnsOf(base []float32, width float32) []float32 {
	at := make([]float32, len(base))
	for i, x := range base {
		at[i] = x
		if i > 0 {
			at[i] = float32(int(x * width / tableWidth))
		}
	}
	return at
}

const tableWidth float32 = 590

// columnHead is the line of names over a table. With room behind it the last one
// is aligned to its right.
func columnHead(base []float32, names []string, behind float32) fyne.CanvasObject {
	head := container.New(&headLayout{base, behind})
	for i, name := range names {
		label := look.NewLabel(look.Small, look.Fg2, name).Shrinking()
		if behind > 0 && i == len(names)-1 {
			label.Trailing()
		}
		head.Add(label)
	}
	return head
}

// headLayout puts names over their columns.
type headLayout struct {
	base   []float32
	behind float32
}

// MinSize implements fyne.Layout.
func (*headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, look.TableRow) }

// Layout implements fyne.Layout.
func (l *headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	at := columnsOf(l.base, size.Width)
	for i, o := range objects {
		right := size.Width - max(8, l.behind)
		if i+1 < len(at) {
			right = at[i+1] - 6
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(at[i], float32(int((size.Height-h)/2))))
		o.Resize(fyne.NewSize(max(0, right-at[i]), h))
	}
}

// read asks for the keys again.
func (k *keyTable) read() {
	p := k.page
	var rows []token.KeyRow
	p.Do(func(ctx context.Context) (err error) {
		rows, err = p.Desk.Ring.List(ctx)
		return err
	}, func(err error) { k.show(rows, err) })
}

// show lists keys; err is why Stream could not be asked for them.
func (k *keyTable) show(rows []token.KeyRow, err error) {
	k.trouble.Objects = nil
	if err != nil {
		k.trouble.Add(widgets.NewBanner(widgets.BannerWarning, lang.L("Stream can’t be asked for the keys"), err.Error()).
			WithAction(lang.L("Try now"), k.page.Refresh))
	}
	k.rows = rows
	k.note.SetText(words.F("%s of at most %s", words.Count(len(rows)), words.Count(mostKeys)))
	k.room.Objects = []fyne.CanvasObject{widgets.Sized(0, keyHeight*float32(min(keysInSight, len(rows)))+listFoot, k.list)}
	k.empty.Hide()
	if len(rows) == 0 && err == nil {
		k.empty.Show()
	}
	k.list.Reload()
	k.chosen()
	k.page.issued.listKeys()
	k.page.Content.Refresh()
}

// nameOf is what a key is called.
func nameOf(k *token.KeyRow) string {
	if k.Label != "" {
		return k.Label
	}
	return ShortID(k.ID)
}

// labels are the keys' names by id.
func (k *keyTable) labels() map[string]string {
	names := map[string]string{}
	for i := range k.rows {
		names[k.rows[i].ID] = nameOf(&k.rows[i])
	}
	return names
}

func (k *keyTable) selected() *token.KeyRow {
	keys := k.list.Selected()
	if len(keys) != 1 {
		return nil
	}
	_, i, ok := k.Locate(keys[0])
	if !ok {
		return nil
	}
	return &k.rows[i]
}

// chosen says what deleting the chosen key would end.
func (k *keyTable) chosen() {
	k.strip.Objects = nil
	if row := k.selected(); row != nil && row.AtStream {
		title, detail := consequence(nameOf(row), row.Valid, k.page.Now())
		id := row.ID
		buttons := []fyne.CanvasObject{
			widgets.NewMark(look.IconWarning, look.Error),
			widgets.Grow(widgets.Column(0, look.NewLabel(look.BodyMedium, look.Fg, title).Shrinking(), look.NewParagraph(look.Small, look.Fg2, detail))),
		}
		if row.Valid.Tokens > 0 {
			buttons = append(buttons, widgets.NewSmallButton(widgets.Neutral, lang.L("List them"), func() { k.page.issued.listOf(id) }))
		}
		buttons = append(buttons, widgets.NewSmallButton(widgets.Remove, lang.L("Delete key…"), k.remove).WithIcon(look.IconDelete))
		k.strip.Add(widgets.NewRule())
		k.strip.Add(widgets.NewBackdrop(look.ErrorSoft, widgets.Inset(12, 11, 12, 15, widgets.Row(11, buttons...))))
	}
	k.page.Content.Refresh()
}

func (k *keyTable) key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyDelete && k.selected() != nil {
		k.remove()
		return true
	}
	return false
}

func (k *keyTable) menuBelow() { widgets.ShowMenuBelow(k.list, k.menu()) }

// menu is what can be done with the chosen key.
func (k *keyTable) menu() []widgets.MenuItem {
	row := k.selected()
	if row == nil {
		return nil
	}
	elsewhere := lang.L("Its private part is not on this computer")
	return []widgets.MenuItem{
		{Label: lang.L("List its tokens"), Icon: look.IconList, Run: func() { k.page.issued.listOf(row.ID) }},
		{Separator: true},
		{Label: lang.L("Copy its ID"), Icon: look.IconCopy, Run: func() { k.page.Copy(row.ID) }},
		{Label: lang.L("Export…"), Icon: look.IconUpload, Disabled: !row.Here, Reason: elsewhere, Run: func() { k.export(row.ID) }},
		{Separator: true},
		{Label: lang.L("Forget on this computer…"), Icon: look.IconEyeOff, Disabled: !row.Here, Reason: elsewhere, Run: k.forget},
		{
			Label: lang.L("Delete at Stream…"), Icon: look.IconDelete, Danger: true, Key: lang.L("Del"), Run: k.remove,
			Disabled: !row.AtStream, Reason: lang.L("Stream has no such key"),
		},
	}
}

// export saves the private part into a file, when that is asked for.
func (k *keyTable) export(id string) {
	var pem []byte
	k.page.Do(func(ctx context.Context) error {
		key, err := k.page.Desk.Ring.Key(ctx, id)
		if err == nil {
			pem = key.PEM()
		}
		return err
	}, func(err error) {
		if err != nil {
			k.page.failed(err)
			return
		}
		k.page.Save("spool-key-"+id+".pem", pem)
	})
}

// remove asks, and then deletes the chosen key at Stream.
func (k *keyTable) remove() {
	row := k.selected()
	if row == nil || !row.AtStream {
		return
	}
	id, name := row.ID, nameOf(row)
	title, detail := consequence(name, row.Valid, k.page.Now())
	widgets.ShowDialog(k.list, widgets.Dialog{
		Title: words.F("Delete the key %s?", name), Text: title + ". " + detail + " " + lang.L("This can’t be undone."),
		Confirm: lang.L("Delete key"), Danger: true, Width: 420,
		OnConfirm: func() {
			k.page.do(func(ctx context.Context) error { return k.page.Desk.Ring.Delete(ctx, id) }, words.F("Key %s deleted", name))
		},
	})
}

func (k *keyTable) forget() {
	row := k.selected()
	if row == nil {
		return
	}
	id, name := row.ID, nameOf(row)
	widgets.ShowDialog(k.list, widgets.Dialog{
		Title: words.F("Forget %s on this computer?", name), Confirm: lang.L("Forget key"), Danger: true, Width: 420,
		Text: lang.L("Its tokens live on, and Stream keeps the key. Stream never shows it again, so it can sign here only after an import."),
		OnConfirm: func() {
			k.page.do(func(ctx context.Context) error { return k.page.Desk.Ring.Forget(ctx, id) }, words.F("Key %s forgotten here", name))
		},
	})
}

// Groups implements widgets.Model.
func (k *keyTable) Groups() []widgets.Group {
	return []widgets.Group{{Rows: len(k.rows), RowHeight: keyHeight, Kind: "key", Lines: true}}
}

// Key implements widgets.Model.
func (k *keyTable) Key(_, i int) widgets.Key { return widgets.Key(k.rows[i].ID) }

// Locate implements widgets.Model.
func (k *keyTable) Locate(key widgets.Key) (g, i int, ok bool) {
	for i := range k.rows {
		if k.rows[i].ID == string(key) {
			return 0, i, true
		}
	}
	return 0, 0, false
}

// NewRow implements widgets.Model.
func (k *keyTable) NewRow(string) widgets.RowView { return newKeyRow(k) }

// Bind implements widgets.Model.
func (k *keyTable) Bind(view widgets.RowView, _, i int) { view.(*keyRow).bind(k.rows[i]) }

// Name implements widgets.Named.
func (k *keyTable) Name(_, i int) string { return nameOf(&k.rows[i]) }
