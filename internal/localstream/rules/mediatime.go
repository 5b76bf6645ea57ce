package rules

import (
	"regexp"
	"strconv"
	"time"

	"spool/internal/localstream/envelope"
)

var mediaTime = regexp.MustCompile(`^(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,8}(?:\.\d{1,6})?)s?)?$`)

// ParseMediaTime reads a place in a video as delivery URLs write it: 8m, 5m2s,
// 1h12m27s, 1.5s or a plain number of seconds (Cloudflare docs, Stream,
// displaying thumbnails and using the player).
func ParseMediaTime(text string) (time.Duration, error) {
	m := mediaTime.FindStringSubmatch(text)
	if text == "" || m == nil {
		return 0, envelope.ErrBadRequest.With("time must look like 1h2m3s")
	}
	var total float64
	for i, unit := range []float64{3600, 60, 1} {
		if m[i+1] == "" {
			continue
		}
		n, err := strconv.ParseFloat(m[i+1], 64)
		if err != nil {
			return 0, envelope.ErrBadRequest.With("time must look like 1h2m3s")
		}
		total += n * unit
	}
	return time.Duration(total * float64(time.Second)), nil
}
