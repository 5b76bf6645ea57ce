package main

import (
	"context"
	"errors"
	"fmt"
	"os"
)

const (
	peakLimit = 40 << 20
	peakSlack = 10 << 20
)

var remembering = section{
	flag:    "memory",
	title:   "Memory",
	intro:   "The high-water mark of `spool upload` itself, the highest of the rounds. Beside it tus-js-client, where there is a comparison.",
	measure: measureMemory,
}

func measureMemory(ctx context.Context, b *bench) (figures []figure, err error) {
	large, err := b.video(ctx, "large.mp4", b.size, 1)
	if err != nil {
		return nil, err
	}
	var eight []string
	for i := range 8 {
		part, err := b.video(ctx, fmt.Sprintf("part-%d.mp4", i), b.size/8, uint64(2+i))
		if err != nil {
			return nil, err
		}
		eight = append(eight, part)
	}
	s, err := b.startServer(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()

	var base, wide, many, node int64
	for range b.rounds {
		for _, run := range []struct {
			peak  *int64
			files []string
			do    func() (usage, error)
		}{
			{&base, []string{large}, func() (usage, error) { return b.spool(ctx, s, chunk, large) }},
			{&wide, []string{large}, func() (usage, error) { return b.spool(ctx, s, 200<<20, large) }},
			{&many, eight, func() (usage, error) { return b.spool(ctx, s, chunk, eight...) }},
			{&node, []string{large}, func() (usage, error) { return tusJS(ctx, s, large) }},
		} {
			u, err := run.do()
			if err == nil {
				err = s.empty(ctx, len(run.files))
			}
			if err != nil {
				return nil, err
			}
			*run.peak = max(*run.peak, u.peak)
		}
	}
	for _, path := range eight {
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	return []figure{
		{fmt.Sprintf("%s, 50 MiB chunks", gib(b.size)), "at most 40 MiB", mib(base), "tus-js-client " + mib(node), base <= peakLimit},
		{"the same in 200 MiB chunks", "within 10 MiB of that", mib(wide), "", wide <= base+peakSlack},
		{fmt.Sprintf("8 files of %s at once", mib(b.size/8)), "within 10 MiB of that", mib(many), "", many <= base+peakSlack},
	}, nil
}
