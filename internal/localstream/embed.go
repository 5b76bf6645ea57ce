package localstream

import (
	"fmt"
	"net/http"
)

// embedCode is GET embed: text, not an envelope (Cloudflare API schemas). The
// only published sample is the older custom element; what the service answers
// today is unconfirmed, so an iframe can be chosen by a quirk.
func (s *Server) embedCode(w http.ResponseWriter, r *http.Request) error {
	v, err := s.video(r)
	if err != nil {
		return err
	}
	code := fmt.Sprintf(`<stream id="%s"></stream><script data-cfasync="false" defer type="text/javascript" `+
		`src="https://embed.cloudflarestream.com/embed/we4g.fla9.latest.js?video=%s"></script>`, v.UID, v.UID)
	if s.opts.Quirks.is(QuirkEmbed, "iframe") {
		code = fmt.Sprintf(`<iframe src="%s" style="border: none" height="720" width="1280" `+
			`allow="accelerometer; gyroscope; autoplay; encrypted-media; picture-in-picture;" allowfullscreen="true"></iframe>`,
			deliveryURL(r, v.UID, "iframe"))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = fmt.Fprintln(w, code)
	return err
}
