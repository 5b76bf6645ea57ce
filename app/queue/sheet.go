package queue

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

func altKey(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}
}

// edit opens the settings of a job that waits. One that needs attention is sent
// with the new ones at once.
func (p *Page) edit(j uploader.Job) {
	if !j.Editable() {
		p.Toast(widgets.Toast{Text: lang.L("Stream knows the video already. Edit it in the library"), Icon: look.IconInfo, Tone: look.AccentFg})
		return
	}
	f := newSettingsForm(&j)
	p.offerProfiles(f, j.Settings.Watermark)
	apply, label := p.Commands.Edit, lang.L("Save settings")
	if j.State == uploader.Attention {
		apply, label = p.Commands.Resend, lang.L("Save and send")
	}
	var o *widgets.Overlay
	save := widgets.NewButton(widgets.Main, label, func() {
		s, err := f.read(j.Settings, p.Now())
		if err != nil {
			f.problem.SetText(sentenceCase(err.Error()))
			return
		}
		o.Close()
		p.do(lang.L("The settings were not saved"), func(ctx context.Context) error { return apply(ctx, j.ID, s) })
	})
	o = widgets.ShowSheet(p.Content, widgets.Sheet{
		Title: lang.L("Settings"), Detail: fileName(j.Path), Content: f.content(),
		First: f.name.Focusable(), Main: save, Summary: f.problem, Width: sheetWidth,
	})
}

const sheetWidth float32 = 560

// settingsForm is what Stream is told of a video when it is created.
type settingsForm struct {
	name, creator, thumbnail, deletion, longest *widgets.Field
	origins, meta                               *widgets.ChipsField
	watermark                                   *widgets.Select
	profiles                                    []Profile // as watermark offers them, behind none
	signed                                      *widgets.Switch
	problem                                     *look.Paragraph
}

func newSettingsForm(j *uploader.Job) *settingsForm {
	s := j.Settings
	f := &settingsForm{
		name:      widgets.NewField(fallbackName(j)),
		creator:   widgets.NewField(lang.L("crew-north")),
		thumbnail: widgets.NewField("0"),
		deletion:  widgets.NewField("2027-01-31"),
		longest:   widgets.NewField("1:00:00"),
		origins:   widgets.NewChipsField(lang.L("Anywhere"), s.AllowedOrigins, nil),
		meta:      widgets.NewChipsField(lang.L("project=coastline"), pairs(s.Meta), nil),
		signed:    widgets.NewSwitch(s.RequireSignedURLs, nil),
		watermark: widgets.NewTextSelect([]string{lang.L("None")}, 0, nil),
		problem:   look.NewParagraph(look.Small, look.Error, "").AtMost(2),
	}
	f.name.SetText(s.Name)
	f.creator.SetText(s.Creator)
	if p := s.ThumbnailTimestampPct; p != nil {
		f.thumbnail.SetText(strconv.FormatFloat(math.Round(*p*1000)/10, 'f', -1, 64))
	}
	if !s.ScheduledDeletion.IsZero() {
		f.deletion.SetText(s.ScheduledDeletion.UTC().Format(time.DateOnly))
	}
	if s.MaxDurationSeconds > 0 {
		f.longest.SetText(uploader.Timecode(time.Duration(s.MaxDurationSeconds) * time.Second))
	}
	return f
}

// Profile is a watermark that a video can be given.
type Profile struct{ UID, Name string }

// offerProfiles fills the choice of watermarks once they are known. One that was
// chosen before stays chosen, also where it is not known.
func (p *Page) offerProfiles(f *settingsForm, chosen string) {
	show := func(found []Profile) {
		if chosen != "" && !slices.ContainsFunc(found, func(x Profile) bool { return x.UID == chosen }) {
			found = append(found, Profile{UID: chosen, Name: chosen})
		}
		f.profiles = found
		options, at := []widgets.Option{{Label: lang.L("None")}}, 0
		for i, x := range found {
			options = append(options, widgets.Option{Label: x.Name})
			if x.UID == chosen {
				at = i + 1
			}
		}
		f.watermark.SetOptions(options, at)
	}
	show(nil)
	if p.Profiles == nil {
		return
	}
	var found []Profile
	p.Do(func(ctx context.Context) (err error) {
		found, err = p.Profiles(ctx)
		return err
	}, func(err error) {
		if err != nil {
			f.problem.SetText(lang.L("The watermarks can’t be listed") + ": " + firstLine(err))
			return
		}
		if at := f.chosenProfile(); at != chosen {
			chosen = at // it was changed meanwhile
		}
		show(found)
	})
}

// chosenProfile is the uid of the watermark in the form.
func (f *settingsForm) chosenProfile() string {
	if i := f.watermark.Selected(); i > 0 && i <= len(f.profiles) {
		return f.profiles[i-1].UID
	}
	return ""
}

// fallbackName is what the video is called without a name of its own.
func fallbackName(j *uploader.Job) string {
	plain := *j
	plain.Settings.Name = ""
	return plain.Name()
}

func (f *settingsForm) content() fyne.CanvasObject {
	half := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Row(16, widgets.Grow(a), widgets.Grow(b))
	}
	return widgets.Inset(16, 20, 20, 20, widgets.Column(14,
		widgets.NewLabeled(lang.L("Name"), f.name),
		half(widgets.NewLabeled(lang.L("Allowed origins"), f.origins), widgets.NewLabeled(lang.L("Metadata"), f.meta)),
		half(widgets.NewLabeled(lang.L("Creator"), f.creator), widgets.NewLabeled(lang.L("Thumbnail at, in percent"), f.thumbnail)),
		half(widgets.NewLabeled(lang.L("Delete on"), f.deletion), widgets.NewLabeled(lang.L("Longest duration"), f.longest)),
		widgets.NewLabeled(lang.L("Watermark, burned in for good"), f.watermark),
		widgets.SettingRow(lang.L("Require signed URLs"), lang.L("Plays only with a token made by you"), f.signed),
	))
}

// read is the settings as the form has them; what the form does not show stays
// as it was.
func (f *settingsForm) read(s uploader.Settings, now time.Time) (uploader.Settings, error) {
	s.Name, s.Creator = strings.TrimSpace(f.name.Text()), strings.TrimSpace(f.creator.Text())
	s.AllowedOrigins, s.RequireSignedURLs = f.origins.Values(), f.signed.On()
	s.Watermark = f.chosenProfile()
	var err error
	if s.Meta, err = metaOf(f.meta.Values()); err != nil {
		return s, err
	}
	if s.ThumbnailTimestampPct, err = parsePercent(f.thumbnail.Text()); err != nil {
		return s, err
	}
	if s.ScheduledDeletion, err = parseDay(f.deletion.Text()); err != nil {
		return s, err
	}
	if s.MaxDurationSeconds, err = parseTimecode(f.longest.Text()); err != nil {
		return s, err
	}
	return s, s.Check(now)
}

// pairs writes meta as the form shows it: "key=value".
func pairs(meta map[string]string) []string {
	out := make([]string, 0, len(meta))
	for _, k := range slices.Sorted(maps.Keys(meta)) {
		out = append(out, k+"="+meta[k])
	}
	return out
}

func metaOf(pairs []string) (map[string]string, error) {
	meta := make(map[string]string, len(pairs))
	for _, pair := range pairs {
		k, v, found := strings.Cut(pair, "=")
		if !found {
			return nil, fmt.Errorf(lang.L("write the metadata %q as key=value"), pair)
		}
		meta[strings.TrimSpace(k)] = strings.TrimSpace(v)
	}
	if len(meta) == 0 {
		return nil, nil
	}
	return meta, nil
}

func parsePercent(text string) (*float64, error) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if text == "" {
		return nil, nil
	}
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil || v < 0 || v > 100 {
		return nil, fmt.Errorf(lang.L("the thumbnail position %q is no number from 0 to 100"), text)
	}
	v /= 100
	return &v, nil
}

func parseDay(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, fmt.Errorf(lang.L("the date %q is not one: write 2027-01-31"), text)
	}
	return t, nil
}

// parseTimecode takes h:mm:ss, mm:ss or seconds.
func parseTimecode(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	seconds := 0
	for _, field := range strings.Split(text, ":") {
		n, err := strconv.Atoi(field)
		if err != nil || n < 0 || seconds > math.MaxInt32 {
			return 0, fmt.Errorf(lang.L("the duration %q is not one: write 1:00:00"), text)
		}
		seconds = seconds*60 + n
	}
	if seconds == 0 {
		return 0, fmt.Errorf(lang.L("the duration %q is not one: write 1:00:00"), text)
	}
	return seconds, nil
}

// sentenceCase makes a sentence of an error.
func sentenceCase(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):] + "."
	}
	return s
}
