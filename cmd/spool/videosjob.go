package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/spf13/cobra"

	"spool/library"
)

// preview carries out rows, or only shows them.
type preview struct {
	cmd         *cobra.Command
	dryRun, yes bool
	// refused counts rows that cannot be carried out; they are named at once.
	refused int
}

// changeJSON is one change of one video as --json prints it.
type changeJSON struct {
	UID string `json:"uid"`
	library.Change
}

// MarshalJSON puts the uid beside the change's own fields.
func (c changeJSON) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		UID    string          `json:"uid"`
		Path   string          `json:"path"`
		Before json.RawMessage `json:"before"`
		After  json.RawMessage `json:"after"`
	}{c.UID, c.Path.String(), c.Before, c.After})
}

// items are the rows that change something; the others are named.
func (p *preview) items(rows iter.Seq2[library.Row, error]) iter.Seq2[library.Item, error] {
	return func(yield func(library.Item, error) bool) {
		for row, err := range rows {
			if err != nil {
				yield(library.Item{}, err)
				return
			}
			switch {
			case row.Err != nil:
				p.refuse(row.Video.UID, row.Err)
			case len(row.Changes) == 0:
			case row.Surprise != "" && !p.yes:
				p.refuse(row.Video.UID, fmt.Errorf("%s; left out without --yes", row.Surprise))
			case !yield(row.Item(), nil):
				return
			}
		}
	}
}

func (p *preview) refuse(uid string, err error) {
	p.refused++
	complain(p.cmd, uid, err)
}

func (p *preview) carryOut(ctx context.Context, l *videoLibrary, kind library.JobKind, title string, rows iter.Seq2[library.Row, error]) error {
	if p.dryRun {
		return p.show(rows)
	}
	job, err := l.Begin(ctx, library.Request{Kind: kind, Title: title, Source: "command line", Items: p.items(rows)})
	if errors.Is(err, library.ErrNothingToDo) {
		return p.nothing()
	}
	if err != nil {
		return err
	}
	if err := runJob(ctx, p.cmd, l, job.ID); err != nil {
		return err
	}
	return p.end()
}

func (p *preview) end() error {
	if p.refused > 0 {
		return errSomeFailed
	}
	return nil
}

func (p *preview) nothing() error {
	if !jsonWanted(p.cmd) {
		if _, err := fmt.Fprintln(p.cmd.OutOrStdout(), "Nothing changes."); err != nil {
			return err
		}
	}
	return p.end()
}

// show prints a line for each change.
func (p *preview) show(rows iter.Seq2[library.Row, error]) error {
	videos := 0
	for item, err := range p.items(rows) {
		if err != nil {
			return err
		}
		videos++
		for _, c := range item.Changes {
			if err := p.showChange(item.UID, c); err != nil {
				return err
			}
		}
	}
	if videos == 0 {
		return p.nothing()
	}
	if !jsonWanted(p.cmd) {
		if _, err := fmt.Fprintf(p.cmd.OutOrStdout(), "%s would change.\n", count(videos, "video")); err != nil {
			return err
		}
	}
	return p.end()
}

func (p *preview) showChange(uid string, c library.Change) error {
	if jsonWanted(p.cmd) {
		return printJSON(p.cmd.OutOrStdout(), changeJSON{uid, c})
	}
	_, err := fmt.Fprintf(p.cmd.OutOrStdout(), "%s  %s\n", uid, c)
	return err
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// runJob carries out a job, shows it and says how it ended.
func runJob(ctx context.Context, cmd *cobra.Command, l *videoLibrary, id int64) error {
	live := isTerminal(cmd.ErrOrStderr()) && !jsonWanted(cmd)
	job, err := l.Run(ctx, id, func(p library.JobProgress) {
		switch {
		case jsonWanted(cmd):
			event := struct {
				Event string `json:"event"`
				library.Item
			}{"item", p.Item}
			if err := printJSON(cmd.OutOrStdout(), event); err != nil {
				complain(cmd, p.Item.UID, err)
			}
		case p.Item.Error != "":
			complain(cmd, p.Item.UID, errors.New(p.Item.Error))
		case live:
			fmt.Fprintf(cmd.ErrOrStderr(), "\r\x1b[K%d of %d", p.Job.Total-p.Job.Waiting, p.Job.Total)
		}
	})
	if live {
		fmt.Fprint(cmd.ErrOrStderr(), "\r\x1b[K")
	}
	if err != nil {
		return jobInterrupted(cmd, job, err)
	}
	return jobEnded(cmd, job)
}

func jobInterrupted(cmd *cobra.Command, job library.Job, cause error) error {
	if job.ID == 0 {
		return cause
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "spool: %d of %d are done; go on with spool videos resume %d\n", job.Total-job.Waiting, job.Total, job.ID)
	return cause
}

func jobEnded(cmd *cobra.Command, job library.Job) error {
	var err error
	if jsonWanted(cmd) {
		err = printJSON(cmd.OutOrStdout(), struct {
			Event string `json:"event"`
			library.Job
		}{"done", job})
	} else {
		_, err = fmt.Fprintln(cmd.OutOrStdout(), summary(job))
	}
	if err == nil && job.Failed+job.Conflicts+job.Waiting > 0 {
		err = errSomeFailed
	}
	return err
}

// summary says what a job did.
func summary(job library.Job) string {
	verb := map[library.JobKind]string{library.JobDelete: "deleted", library.JobUndo: "put back", library.JobCaptions: "captioned"}[job.Kind]
	if verb == "" {
		verb = "changed"
	}
	s := fmt.Sprintf("%s %s", count(job.Done, "video"), verb)
	if job.Undoes != 0 {
		s += fmt.Sprintf(" as before job %d", job.Undoes)
	}
	for _, part := range []struct {
		n    int
		text string
	}{{job.Skipped, "were so already"}, {job.Conflicts, "were changed elsewhere"}, {job.Failed, "failed"}, {job.Waiting, "wait"}} {
		if part.n > 0 {
			s += fmt.Sprintf(", %d %s", part.n, part.text)
		}
	}
	if job.Done > 0 && job.Kind != library.JobDelete {
		s += fmt.Sprintf(". Take it back with spool videos undo %d", job.ID)
	}
	return s + "."
}
