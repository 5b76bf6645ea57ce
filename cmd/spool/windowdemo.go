package main

import (
	"spool/app"
)

// showDemo shows fixed data for pictures: "busy", "busy,light,1440x900".
func showDemo(what string) error {
	a, err := newApp()
	if err != nil {
		return err
	}
	w, err := app.NewDemo(a, what)
	if err != nil {
		return usageError{err}
	}
	a.Lifecycle().SetOnStarted(windowStarted)
	w.ShowAndRun()
	return nil
}
