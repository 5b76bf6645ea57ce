package downloads

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library/download"
	"spool/widgets"
)

// Choices are what the person chose for saves; they are remembered.
type Choices struct {
	Folder   string `json:"folder,omitempty"`
	Name     string `json:"name,omitempty"`
	Parallel int    `json:"parallel,omitempty"`
	Speed    int    `json:"speed,omitempty"`
}

// Usual fills in what was not chosen.
func (c Choices) Usual() Choices {
	if c.Name == "" {
		c.Name = download.DefaultTemplate
	}
	if c.Parallel < 1 {
		c.Parallel = 2
	}
	return c
}

// limits says how many saves run at once and how fast.
func (c Choices) limits() string {
	speed := lang.L("no speed limit")
	if c.Speed > 0 {
		speed = words.F("%s at most", words.Speed(float64(c.Speed)))
	}
	return words.List(words.F("%s at once", strconv.Itoa(c.Parallel)), speed)
}

// chosen are the choices as they stand.
func (p *Params) chosen() Choices { return p.Choices.Usual() }

// choose changes the choices and keeps them.
func (p *Params) choose(change func(*Choices)) {
	change(p.Choices)
	if p.Keep != nil {
		p.Keep()
	}
}

// limitsSheet changes how many saves run at once and how fast; then shows it.
func (p *Params) limitsSheet(from fyne.CanvasObject, then func()) {
	c := p.chosen()
	parallel := widgets.NewStepper(1, 16, c.Parallel, nil)
	speed := widgets.NewField("10").Mono()
	if c.Speed > 0 {
		speed.SetText(strconv.FormatFloat(float64(c.Speed)/1e6, 'f', -1, 64))
	}
	var o *widgets.Overlay
	main := widgets.NewButton(widgets.Main, lang.L("Use these limits"), nil)
	main.OnTapped = func() {
		n, err := parseSpeed(speed.Text())
		if err != nil {
			speed.SetError(page.Sentence(err))
			return
		}
		o.Close()
		p.choose(func(c *Choices) { c.Parallel, c.Speed = parallel.Value(), n })
		p.Saves.SetLimits(parallel.Value(), n)
		then()
	}
	speed.OnSubmitted = func(string) { main.OnTapped() }
	o = widgets.ShowSheet(from, widgets.Sheet{
		Title: lang.L("Limits of saves"), Width: 420, First: speed.Focusable(), Main: main,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(14,
			widgets.SettingRow(lang.L("Saves at once"), "", parallel),
			widgets.NewLabeled(lang.L("Speed of all together in MB/s, empty for no limit"), speed))),
	})
}

func parseSpeed(text string) (int, error) {
	text = strings.TrimSpace(strings.Replace(text, ",", ".", 1))
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0.01 || n > 1e5 {
		return 0, fmt.Errorf(lang.L("%q is no speed: write 2.5 for 2.5 MB/s"), text)
	}
	return int(n * 1e6), nil
}
