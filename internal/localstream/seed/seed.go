// Package seed fills a library with made-up videos, so that a library of any
// size can be looked at without uploading anything. The same number gives the
// same library, relative to the time of the first seeding; the pictures are
// drawn when somebody asks for them.
package seed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"strconv"
	"time"

	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
	"spool/internal/scenes"
)

const (
	countKey  = "seeded_videos"
	anchorKey = "seeded_at"

	// youngest leaves the newest video time to be uploaded, encoded and edited
	// before the time of seeding.
	youngest = time.Hour
)

// Videos brings the number of seeded videos up to count. Those that are there
// stay as they are, also when count is smaller.
func Videos(ctx context.Context, st *store.Store, count int, now time.Time) error {
	have, err := number(ctx, st, countKey, 0)
	if err != nil || have >= int64(count) {
		return err
	}
	anchor, err := number(ctx, st, anchorKey, now.UnixNano())
	if err != nil {
		return err
	}
	next := int(have)
	var captions []store.Caption
	return st.Bulk(ctx, count-next, func(tx *store.Tx) error {
		err := tx.SaveAll(func() *store.Video {
			if next == count {
				return nil
			}
			v := Video(next, time.Unix(0, anchor).UTC())
			captions = append(captions, subtitle(v, next)...)
			next++
			return v
		})
		for _, c := range captions {
			err = errors.Join(err, tx.SaveCaption(c, []byte(vtt)))
		}
		return errors.Join(err,
			tx.SetSetting(countKey, strconv.Itoa(count)),
			tx.SetSetting(anchorKey, strconv.FormatInt(anchor, 10)))
	})
}

// subtitle gives every tenth ready video captions, in every status there is.
func subtitle(v *store.Video, i int) []store.Caption {
	if v.State != rules.Ready || i%10 != 0 {
		return nil
	}
	kinds := captionSets[i/10%len(captionSets)]
	captions := make([]store.Caption, len(kinds))
	for j, k := range kinds {
		captions[j] = k
		captions[j].Video = v.UID
	}
	return captions
}

func number(ctx context.Context, st *store.Store, key string, none int64) (int64, error) {
	text, err := st.Setting(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return none, nil
	}
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(text, 10, 64)
}

// Video returns seeded video i of a library whose newest video is about as old
// as anchor. Each is a little older than the one before.
func Video(i int, anchor time.Time) *store.Video {
	rng := rand.New(rand.NewPCG(0x5b001, uint64(i)))
	uid := fmt.Sprintf("%016x%016x", rng.Uint64(), rng.Uint64())
	// At most nine minutes of jitter in steps of ten keep the times distinct.
	age := youngest + time.Duration(i)*10*time.Minute + time.Duration(rng.Int64N(int64(9*time.Minute)))
	v := store.NewVideo(uid, anchor.Add(-age), store.Seeded)
	scene := i
	v.Scene = &scene
	dress(v, i, rng)
	settle(v, rng)
	return v
}

// dress gives a video what a person would: name, meta, creator, settings.
func dress(v *store.Video, i int, rng *rand.Rand) {
	title := titles[i%len(titles)]
	if round := i / len(titles); round > 0 {
		title += " " + strconv.Itoa(round+1)
	}
	v.Meta["name"] = title
	if rng.IntN(3) > 0 {
		v.Meta["filename"] = fmt.Sprintf("A%03d_C%03d.mp4", rng.IntN(1000), rng.IntN(1000))
		v.Meta["filetype"] = "video/mp4"
	}
	for _, m := range metas {
		if rng.IntN(m.oneIn) == 0 {
			v.Meta[m.key] = m.values[rng.IntN(len(m.values))]
		}
	}
	if creator := creators[rng.IntN(len(creators))]; creator != "" {
		v.Creator = &creator
	}
	if origins := originSets[rng.IntN(len(originSets))]; origins != nil {
		v.AllowedOrigins = origins
	}
	v.RequireSignedURLs = rng.IntN(7) == 0
	v.ThumbnailTimestampPct = float64(rng.IntN(11)) / 10
	if rng.IntN(40) == 0 {
		at := v.Created.AddDate(0, 0, 1000+rng.IntN(90))
		v.ScheduledDeletion = &at
	}
	if rng.IntN(12) == 0 {
		v.PublicDetails = asJSON(map[string]any{
			"title": title, "share_link": "https://example.com/films", "channel_link": "https://example.com", "logo": nil,
		})
	}
	if rng.IntN(20) == 0 {
		v.Watermark = asJSON(map[string]any{
			"uid": fmt.Sprintf("%016x%016x", 0x10e0, rng.IntN(3)), "size": 7302, "height": 240, "width": 240,
			"created": v.Created.AddDate(0, -1, 0).Format(time.RFC3339), "downloadedFrom": nil, "name": "Corner mark",
			"opacity": 0.75, "padding": 0.05, "scale": 0.15, "position": "upperRight",
		})
	}
}

func asJSON(object map[string]any) json.RawMessage {
	raw, err := json.Marshal(object)
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	return raw
}

// settle gives a video a state and what goes with it.
func settle(v *store.Video, rng *rand.Rand) {
	size := sizes[rng.IntN(len(sizes))]
	duration := float64(4+rng.IntN(1800)) + float64(rng.IntN(1000))/1000
	uploaded := v.Created.Add(time.Duration(20+rng.IntN(200)) * time.Second)
	v.State = statesOf[rng.IntN(len(statesOf))]
	if v.State == rules.PendingUpload {
		expiry := v.Created.Add(rules.TusLifetime)
		v.UploadExpiry = &expiry
		return
	}
	v.Uploaded = &uploaded
	v.Modified = uploaded.Add(time.Duration(rng.Int64N(int64(youngest / 2))))
	v.Size = int64(duration * float64(200_000+rng.IntN(900_000)))
	switch v.State {
	case rules.Failed:
		v.Reason = reasons[rng.IntN(len(reasons))]
		return
	case rules.Downloading:
		v.Uploaded = nil
		v.Meta["downloaded-from"] = "https://example.com/masters/" + v.UID[:8] + ".mov"
		return
	case rules.InProgress:
		v.Step, v.PctComplete = "encoding", float64(rng.IntN(100))
	case rules.Ready:
		ready := uploaded.Add(time.Duration(10+rng.IntN(300)) * time.Second)
		v.PctComplete, v.ReadyAt = 100, &ready
		v.Sound = store.SoundOf(rng.IntN(10) > 0)
	}
	v.Duration, v.Charged, v.Width, v.Height = duration, duration, size[0], size[1]
}

// Draw paints seeded video i at a place in it, 0 (first frame) to 1 (last), in
// w by h pixels.
func Draw(i int, place float64, w, h int) *image.RGBA {
	return scenes.All[i%len(scenes.All)].Draw(place, w, h)
}
