package localstream

import "net/http"

const apiPrefix = "/client/v4"

// access is what a request must show before its handler sees it.
type access int

const (
	open   access = iota // nothing: one-time URLs; delivery, which has rules of its own
	read                 // a token with Stream Read, and the account's id in the path
	write                // a token with Stream Write, likewise
	resume               // as write, for upload URLs: these answer 400 to none at all
	user                 // any valid token, no account in the path
	admin                // a token with Stream Write, no account; not limited, not faulty
)

// Route is one operation. Pattern is that of net/http.ServeMux, without the
// method.
type Route struct {
	Name    string // unique
	Method  string
	Pattern string
	access  access
	handle  func(*Server, http.ResponseWriter, *http.Request) error
}

const (
	account = apiPrefix + "/accounts/{account}"
	stream  = account + "/stream"
	video   = stream + "/{uid}"
	caption = video + "/captions/{language}"
)

// routeTable is every operation the server has, in one place.
var routeTable = []Route{
	{"verify user token", "GET", apiPrefix + "/user/tokens/verify", user, (*Server).verifyToken},
	{"verify account token", "GET", account + "/tokens/verify", read, (*Server).verifyToken},

	{"list videos", "GET", stream, read, (*Server).listVideos},
	{"create video", "POST", stream, write, (*Server).createVideo},
	{"tus options", "OPTIONS", stream, open, (*Server).tusOptions},
	{"get storage usage", "GET", stream + "/storage-usage", read, (*Server).storageUsage},
	{"get video", "GET", video, read, (*Server).getVideo},
	{"edit video", "POST", video, write, (*Server).editVideo},
	{"delete video", "DELETE", video, write, (*Server).deleteVideo},

	{"get embed code", "GET", video + "/embed", read, (*Server).embedCode},

	{"list captions", "GET", video + "/captions", read, (*Server).listCaptions},
	{"get caption", "GET", caption, read, (*Server).getCaption},
	{"put caption", "PUT", caption, write, (*Server).putCaption},
	{"delete caption", "DELETE", caption, write, (*Server).deleteCaption},
	{"get caption file", "GET", caption + "/vtt", read, (*Server).getCaptionFile},
	{"generate caption", "POST", caption + "/generate", write, (*Server).createCaption},

	{"create token", "POST", video + "/token", write, (*Server).createToken},
	{"create signing key", "POST", stream + "/keys", write, (*Server).createKey},
	{"list signing keys", "GET", stream + "/keys", read, (*Server).listKeys},
	{"delete signing key", "DELETE", stream + "/keys/{key}", write, (*Server).deleteKey},

	{"create direct upload", "POST", stream + "/direct_upload", write, (*Server).createDirect},
	{"upload to one-time link", "POST", "/upload/{uid}", open, (*Server).uploadDirect},
	{"one-time link options", "OPTIONS", "/upload/{uid}", open, (*Server).directOptions},

	{"create watermark", "POST", stream + "/watermarks", write, (*Server).createWatermark},
	{"list watermarks", "GET", stream + "/watermarks", read, (*Server).listWatermarks},
	{"get watermark", "GET", stream + "/watermarks/{uid}", read, (*Server).getWatermark},
	{"delete watermark", "DELETE", stream + "/watermarks/{uid}", write, (*Server).deleteWatermark},

	{"create clip", "POST", stream + "/clip", write, (*Server).createClip},
	{"copy video", "POST", stream + "/copy", write, (*Server).createCopy},

	{"list audio tracks", "GET", video + "/audio", read, (*Server).listAudio},
	{"upload audio track", "POST", video + "/audio", write, (*Server).uploadAudio},
	{"copy audio track", "POST", video + "/audio/copy", write, (*Server).copyAudio},
	{"edit audio track", "PATCH", video + "/audio/{track}", write, (*Server).editAudio},
	{"delete audio track", "DELETE", video + "/audio/{track}", write, (*Server).deleteAudio},

	{"list downloads", "GET", video + "/downloads", read, (*Server).listDownloads},
	{"create default download", "POST", video + "/downloads", write, (*Server).createDownload},
	{"delete default download", "DELETE", video + "/downloads", write, (*Server).deleteDownload},
	{"create download", "POST", video + "/downloads/{kind}", write, (*Server).createDownload},
	{"delete download", "DELETE", video + "/downloads/{kind}", write, (*Server).deleteDownload},

	{"resume upload", "HEAD", account + "/media/{uid}", resume, (*Server).resumeUpload},
	{"upload chunk", "PATCH", account + "/media/{uid}", resume, (*Server).resumeUpload},
	{"resume one-time upload", "HEAD", "/tus/{uid}", open, (*Server).resumeOneTime},
	{"upload one-time chunk", "PATCH", "/tus/{uid}", open, (*Server).resumeOneTime},
	{"one-time upload options", "OPTIONS", "/tus/{uid}", open, (*Server).tusOptions},

	{"get thumbnail", "GET", "/{id}/thumbnails/thumbnail.jpg", open, (*Server).thumbnail},
	{"get animation", "GET", "/{id}/thumbnails/thumbnail.gif", open, (*Server).animation},
	{"play", "GET", "/{id}/manifest/{file}", open, (*Server).play},
	{"get player", "GET", "/{id}/iframe", open, (*Server).playerPage},
	{"get player details", "GET", "/{id}/metadata/playerEnhancementInfo.json", open, (*Server).playerDetails},
	{"get player caption", "GET", "/{id}/captions/{language}", open, (*Server).playerCaption},
	{"get download", "GET", "/{id}/downloads/{file}", open, (*Server).deliverDownload},
	{"get watch page", "GET", "/{id}/watch", open, (*Server).watchPage},
	{"get watch page video", "GET", "/{id}/watch/video.mp4", open, (*Server).watchVideo},

	{"get description", "GET", "/openapi.json", open, (*Server).describe},
	{"get local statistics", "GET", "/local/stats", admin, (*Server).stats},
	{"list faults", "GET", "/local/faults", admin, (*Server).listFaults},
	{"add fault", "POST", "/local/faults", admin, (*Server).addFault},
	{"remove faults", "DELETE", "/local/faults", admin, (*Server).clearFaults},
	{"remove fault", "DELETE", "/local/faults/{fault}", admin, (*Server).removeFault},
}

// Routes returns every operation, for tests that hold the API's description
// against it.
func Routes() []Route { return append([]Route(nil), routeTable...) }
