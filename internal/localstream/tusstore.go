package localstream

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/tus/tusd/v2/pkg/filestore"
	tusd "github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	tuslog "golang.org/x/exp/slog"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/store"
)

// uploadStore is tusd's file store with two things added: a finished upload,
// whose file has moved away, still tells its offset; and one whose last byte
// came in just before a crash is finished when it is asked for.
type uploadStore struct {
	filestore.FileStore
	server *Server
}

var _ tusd.DataStore = (*uploadStore)(nil)

const (
	// networkTimeout ends a PATCH whose sender fell silent.
	networkTimeout = time.Minute
	// graceful is how long a request's work may outlive its connection.
	graceful = time.Second
)

// corsConfig lets browsers use one-time URLs; tusd's defaults know no
// Stream-Media-Id.
var corsConfig = func() tusd.CorsConfig {
	c := tusd.DefaultCorsConfig
	c.AllowMethods = "HEAD, PATCH, OPTIONS"
	c.ExposeHeaders += ", Stream-Media-Id"
	return c
}()

// allowPages lets a page of any origin read the answer, and ask for it first.
func allowPages(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Vary", "Origin")
	if r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", corsConfig.AllowMethods)
		h.Set("Access-Control-Allow-Headers", corsConfig.AllowHeaders)
		h.Set("Access-Control-Max-Age", corsConfig.MaxAge)
	}
}

// newTus builds tusd for HEAD and PATCH. Extensions other than creation are
// left out by not giving their part to the composer.
func newTus(s *Server) (*uploadStore, *tusd.UnroutedHandler, error) {
	files := &uploadStore{FileStore: filestore.New(s.dirs.uploads()), server: s}
	files.DirModePerm, files.FileModePerm = 0o700, 0o600
	composer := tusd.NewStoreComposer()
	composer.UseCore(files)
	memorylocker.New().UseIn(composer)
	h, err := tusd.NewUnroutedHandler(tusd.Config{
		StoreComposer: composer,
		Cors:          &corsConfig,
		Logger:        tuslog.New(tuslog.NewTextHandler(io.Discard, &tuslog.HandlerOptions{Level: tuslog.LevelError + 1})),
		PreFinishResponseCallback: func(hook tusd.HookEvent) (tusd.HTTPResponse, error) {
			return tusd.HTTPResponse{}, files.refusal(s.finishUpload(hook.Context, hook.Upload.ID))
		},
		NetworkTimeout:                   networkTimeout,
		GracefulRequestCompletionTimeout: graceful,
	})
	return files, h, err
}

// refusal gives errors of ours the form tusd answers with.
func (f *uploadStore) refusal(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrNotFound):
		return tusd.ErrNotFound
	}
	f.server.log.Error("finish upload", "err", err)
	return tusd.NewError("ERR_INTERNAL", envelope.ErrInternal.Message, envelope.ErrInternal.Status)
}

// GetUpload implements tusd.DataStore. tusd holds the upload's lock.
func (f *uploadStore) GetUpload(ctx context.Context, id string) (tusd.Upload, error) {
	up, err := f.FileStore.GetUpload(ctx, id)
	if errors.Is(err, tusd.ErrNotFound) {
		return f.finished(ctx, id)
	}
	if err != nil {
		return nil, err
	}
	info, err := up.GetInfo(ctx)
	if err != nil {
		return nil, err
	}
	if info.Offset == info.Size {
		if err := f.server.finishUpload(ctx, id); err != nil {
			return nil, f.refusal(err)
		}
		return f.finished(ctx, id)
	}
	return &upload{Upload: up, path: filepath.Join(f.Path, id)}, nil
}

// finished returns what is left of an upload after its end, or tusd's refusal.
func (f *uploadStore) finished(ctx context.Context, id string) (tusd.Upload, error) {
	v, err := f.server.store.Video(ctx, id)
	if err != nil {
		return nil, f.refusal(err)
	}
	if v.Uploaded == nil || f.server.opts.Quirks.is(QuirkFinishedHead, "404") {
		return nil, tusd.ErrNotFound
	}
	return finishedUpload{size: v.Size, id: id}, nil
}

// upload writes chunks with a buffer large enough that the system calls, not
// the copying, are what a fast upload waits for least.
type upload struct {
	tusd.Upload
	path string
}

const chunkBuffer = 512 << 10

// WriteChunk implements tusd.Upload: it appends src to the file.
func (u *upload) WriteChunk(_ context.Context, _ int64, src io.Reader) (n int64, err error) {
	file, err := os.OpenFile(u.path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	// The file's own ReadFrom would fall back to small buffers.
	return io.CopyBuffer(struct{ io.Writer }{file}, src, make([]byte, chunkBuffer))
}

// finishedUpload tells its offset and takes nothing more.
type finishedUpload struct {
	size int64
	id   string
}

var errFinished = tusd.NewError("ERR_FINISHED", "the upload is finished", envelope.ErrAlreadyUploaded.Status)

func (u finishedUpload) GetInfo(context.Context) (tusd.FileInfo, error) {
	return tusd.FileInfo{ID: u.id, Size: u.size, Offset: u.size}, nil
}

func (u finishedUpload) WriteChunk(context.Context, int64, io.Reader) (int64, error) {
	return 0, errFinished
}

func (u finishedUpload) GetReader(context.Context) (io.ReadCloser, error) { return nil, errFinished }
func (u finishedUpload) FinishUpload(context.Context) error               { return nil }
