package localstream

import (
	"net/http"

	"spool/internal/localstream/openapi"
)

// describe is GET /openapi.json: the description of every operation.
func (s *Server) describe(w http.ResponseWriter, _ *http.Request) error {
	raw, err := openapi.JSON()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = w.Write(raw)
	return err
}
