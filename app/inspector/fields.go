package inspector

import (
	"encoding/json"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// The measures of the form.
const (
	formGap   float32 = 14
	panelPad  float32 = 16
	leftWidth float32 = 400 // of the picture's column in a wide form
)

// fill lays out the fields.
func (f *Form) fill(wide bool) {
	name, labeled := f.text(library.Path{Field: library.FieldMeta, Key: "name"}, lang.L("Untitled"))
	f.name = name
	f.preview.wide = wide
	f.preview.addPlace()
	fields := []fyne.CanvasObject{f.signed(), f.origins(), f.creatorAndDeletion()}
	if f.draft.video.Status.State == library.StatePending {
		fields = append(fields, f.limits())
	}
	fields = append(fields, f.meta.object, f.public())
	if !wide {
		all := append([]fyne.CanvasObject{f.conflicts.object, f.preview.object, labeled, f.facts.object, widgets.NewRule()}, fields...)
		f.body.Objects = []fyne.CanvasObject{widgets.Inset(14, panelPad, 14, panelPad, widgets.Column(formGap, all...))}
		f.body.Refresh()
		return
	}
	left := widgets.Column(formGap, f.preview.object, f.facts.object)
	right := widgets.Column(formGap, append([]fyne.CanvasObject{f.conflicts.object, labeled}, fields...)...)
	f.body.Objects = []fyne.CanvasObject{widgets.Inset(look.Inset, look.Inset, look.Inset, look.Inset, newBeside(left, right))}
	f.body.Refresh()
}

// signed is the switch of signed URLs.
func (f *Form) signed() fyne.CanvasObject {
	p := library.Path{Field: library.FieldRequireSignedURLs}
	dot := widgets.NewEditedDot()
	on := widgets.NewSwitch(string(f.draft.value(p)) == "true", func(on bool) {
		f.edit(func(d *draft) { d.set(p, json.RawMessage(map[bool]string{true: "true", false: "false"}[on])) })
	})
	f.places = append(f.places, &place{
		path: p, edited: dot,
		show: func() { on.SetOn(string(f.draft.value(p)) == "true") },
	})
	return widgets.Row(12, widgets.Grow(widgets.Column(0,
		widgets.Row(6, look.NewLabel(look.BodyMedium, look.Fg, pathLabel(p)), dot),
		look.NewLabel(look.Small, look.Fg3, lang.L("Plays only with a token made by you")).Shrinking())), on)
}

// origins are the allowed origins. What is no origin becomes a token like the
// others, with what is wrong below, so that nothing typed is lost.
func (f *Form) origins() fyne.CanvasObject {
	p := library.Path{Field: library.FieldAllowedOrigins}
	chips := widgets.NewChipsField(lang.L("Add a domain"), nil, nil)
	label := widgets.NewLabeled(pathLabel(p), chips)
	note := look.NewParagraph(look.Small, look.Fg3, "")
	say := func(values []string) {
		text := originsNote(values)
		note.SetText(text)
		visible(note, text != "")
	}
	chips.OnChanged = func(values []string) {
		value, err := json.Marshal(values)
		if err == nil {
			f.edit(func(d *draft) { d.set(p, value) })
		}
		say(values)
	}
	f.places = append(f.places, &place{
		path: p, edited: label, fail: chips.SetError,
		show: func() {
			values := listOf(f.draft.value(p))
			chips.SetValues(values)
			say(values)
		},
	})
	return widgets.Column(4, label, note)
}

// originsNote says what a list of origins means where that is not obvious.
func originsNote(values []string) string {
	wild := ""
	for _, v := range values {
		if len(v) > 2 && v[:2] == "*." {
			wild = v
		}
	}
	switch {
	case len(values) == 0:
		return lang.L("It plays anywhere. Domains go without https://, localhost with its port.")
	case wild != "":
		for _, v := range values {
			if v == wild[2:] {
				return ""
			}
		}
		return words.F("%s doesn’t cover %s.", wild, wild[2:])
	}
	return ""
}

func listOf(value json.RawMessage) []string {
	var list []string
	if json.Unmarshal(value, &list) != nil {
		return nil
	}
	return list
}

func (f *Form) creatorAndDeletion() fyne.CanvasObject {
	creator, labeled := f.text(library.Path{Field: library.FieldCreator}, lang.L("None"))
	creator.WithIcon(look.IconPerson)
	p := library.Path{Field: library.FieldScheduledDeletion}
	deletion := f.moment(p, lang.L("Never"), func() []widgets.MenuItem {
		return []widgets.MenuItem{
			f.dayChoice(p, lang.L("Never"), time.Time{}),
			f.dayChoice(p, lang.L("In 30 days"), f.soonest()),
			f.dayChoice(p, lang.L("In 90 days"), f.Now().AddDate(0, 0, 90)),
			f.dayChoice(p, lang.L("In a year"), f.Now().AddDate(1, 0, 0)),
			f.dayChoice(p, lang.L("As late as Stream allows"), f.draft.video.Created.AddDate(0, 0, 1096)),
		}
	})
	return widgets.Stretched(12, widgets.Grow(labeled), widgets.Grow(deletion))
}

// soonest is the first day in thirty days at which the video may be deleted.
func (f *Form) soonest() time.Time {
	day := f.Now().AddDate(0, 0, 30)
	if first := f.draft.video.Created.AddDate(0, 0, 31); first.After(day) {
		return first
	}
	return day
}

// dayChoice is a line of the menu of a date. A day that Stream would refuse
// cannot be chosen.
func (f *Form) dayChoice(p library.Path, label string, day time.Time) widgets.MenuItem {
	text := ""
	item := widgets.MenuItem{Label: label}
	if !day.IsZero() {
		text = day.UTC().Format(time.DateOnly)
		item.Key = day.UTC().Format(dayLayout)
		value, err := library.ParseValue(p, text, nil)
		if err == nil {
			err = library.CheckValue(&f.draft.video, p, value, f.Now())
		}
		if err != nil {
			item.Disabled, item.Reason = true, sentence(err)
		}
	}
	item.Run = func() {
		f.edit(func(d *draft) { d.setText(p, text) })
		f.show()
	}
	return item
}

// limits are the fields of an upload that has not come yet.
func (f *Form) limits() fyne.CanvasObject {
	_, longest := f.text(library.Path{Field: library.FieldMaxDuration}, lang.L("Seconds"))
	p := library.Path{Field: library.FieldUploadExpiry}
	expiry := f.moment(p, lang.L("No end"), func() []widgets.MenuItem {
		return []widgets.MenuItem{
			f.dayChoice(p, lang.L("In a day"), f.Now().AddDate(0, 0, 1)),
			f.dayChoice(p, lang.L("In a week"), f.Now().AddDate(0, 0, 7)),
			f.dayChoice(p, lang.L("In 30 days"), f.Now().AddDate(0, 0, 30)),
		}
	})
	return widgets.Stretched(12, widgets.Grow(longest), widgets.Grow(expiry))
}

// public are the details that Stream's player shows.
func (f *Form) public() fyne.CanvasObject {
	key := func(key, placeholder string) fyne.CanvasObject {
		_, labeled := f.text(library.Path{Field: library.FieldPublicDetails, Key: key}, placeholder)
		return labeled
	}
	return widgets.InspectorSection(lang.L("Public details"), look.NewLabel(look.Caption, look.Fg3, lang.L("Shown by Stream’s player")),
		widgets.Column(formGap, key("title", lang.L("Harbour at dawn")), key("share_link", "https://example.com/harbour"),
			key("channel_link", "https://example.com"), key("logo", "https://example.com/logo.png")))
}

// newBeside puts the picture's column beside the fields.
func newBeside(left, right fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Stretched(32, widgets.Sized(leftWidth, 0, left), widgets.Grow(right))
}
