package localstream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/gofrs/flock"
	tusd "github.com/tus/tusd/v2/pkg/handler"

	"spool/internal/localstream/fault"
	"spool/internal/localstream/seed"
	"spool/internal/localstream/sign"
	"spool/internal/localstream/store"
	"spool/internal/localstream/work"
	"spool/internal/media"
)

// Server is a running local Stream. Its methods may be called from any goroutine.
type Server struct {
	opts     Options
	now      func() time.Time
	log      *slog.Logger
	dirs     folders
	id       identity
	limit    float64 // storage, in seconds
	store    *store.Store
	work     *work.Queue
	tus      *tusd.UnroutedHandler
	tusStore *uploadStore
	meter    *meter
	limiter  *limiter
	thumbs   *thumbnails
	frames   *taker

	ownKeyMu sync.Mutex
	own      *sign.Key // nil until it is needed
	faults   fault.Set

	fetcher   *http.Client
	decoding  sync.Mutex // held while a picture or a caption is read
	receiving sync.Map   // uids of one-time URLs that are receiving a form
	transfers transfers

	ctx      context.Context // ends when Close begins
	stop     context.CancelFunc
	lock     *flock.Flock
	listener net.Listener
	http     *http.Server
	tasks    sync.WaitGroup
	// serving is held for reading by every request, so that Close can wait for
	// the last one before it closes the store.
	serving sync.RWMutex
	closed  sync.Once
	closing error
}

// ErrInUse reports a data folder that another server has open.
var ErrInUse = errors.New("another local Stream is using this data folder")

// Open prepares the data folder, takes up the media work that was under way,
// and serves on o.Listen until Close is called or ctx ends.
func Open(ctx context.Context, o Options) (*Server, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	s := &Server{
		opts: o, now: o.Now, log: o.Log, dirs: folders{o.Dir}, meter: newMeter(),
		fetcher: newFetcher(o.FetchPublic, o.FetchSilence),
	}
	for _, f := range o.Faults {
		s.faults.Add(f)
	}
	s.ctx, s.stop = context.WithCancel(ctx)
	if err := s.open(s.ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open the local Stream in %s: %w", o.Dir, err), s.Close())
	}
	return s, nil
}

func (s *Server) open(ctx context.Context) error {
	if err := os.MkdirAll(s.dirs.root, 0o700); err != nil {
		return err
	}
	lock := flock.New(s.dirs.lock())
	switch ok, err := lock.TryLock(); {
	case err != nil:
		return err
	case !ok:
		return ErrInUse
	}
	s.lock = lock
	if err := s.dirs.make(); err != nil {
		return err
	}
	var err error
	if s.limiter, err = openLimiter(s.opts.RateLimit, s.dirs.rateLimit()); err != nil {
		return err
	}
	if s.store, err = store.Open(ctx, s.dirs.database()); err != nil {
		return err
	}
	if s.id, err = loadIdentity(ctx, s.store); err != nil {
		return err
	}
	if err := s.openLibrary(ctx); err != nil {
		return err
	}
	if s.tusStore, s.tus, err = newTus(s); err != nil {
		return err
	}
	s.thumbs, s.frames = newThumbnails(s), newTaker(ctx)
	s.work = work.New(s.store, s.log, s.jobFailed)
	s.handleJobs()
	if err := s.recover(ctx); err != nil {
		return fmt.Errorf("take up earlier work: %w", err)
	}
	return s.serve()
}

// openLibrary seeds the library and works out the storage limit.
func (s *Server) openLibrary(ctx context.Context) error {
	if err := seed.Videos(ctx, s.store, s.opts.Seed, s.now()); err != nil {
		return fmt.Errorf("seed %d videos: %w", s.opts.Seed, err)
	}
	seeded, err := s.store.SeededSeconds(ctx)
	if err != nil {
		return err
	}
	const spareMinutes = 10_000
	s.limit = seeded + spareMinutes*60
	if s.opts.StorageMinutes > 0 {
		s.limit = float64(s.opts.StorageMinutes) * 60
	}
	return nil
}

func (s *Server) serve() error {
	if !media.HaveProbe() || !media.HaveFFmpeg() {
		s.log.Warn("ffmpeg and ffprobe are not both on the PATH: videos are recognised by their first bytes only, " +
			"and thumbnails and renditions cannot be made")
	}
	var err error
	if s.listener, err = net.Listen("tcp", s.opts.Listen); err != nil {
		return err
	}
	s.http = &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    128 << 10, // Cloudflare's limit for all headers together
		ConnContext:       withConn,
		BaseContext:       func(net.Listener) context.Context { return s.ctx },
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	s.work.Start(s.ctx)
	s.tasks.Go(s.sweepOften)
	s.tasks.Go(func() {
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("serve", "err", err)
		}
	})
	s.tasks.Go(func() {
		<-s.ctx.Done()
		s.http.Close() // so that the end of Open's context ends the serving too
	})
	return nil
}

// Close stops serving, ends media work so that the next start takes it up, and
// returns after the last goroutine. It may be called more than once.
func (s *Server) Close() error {
	s.closed.Do(func() { s.closing = s.close() })
	return s.closing
}

func (s *Server) close() error {
	s.stop()
	s.tasks.Wait()
	s.serving.Lock() // the last request has ended, no other begins
	defer s.serving.Unlock()
	var errs []error
	if s.thumbs != nil {
		s.thumbs.making.wait()
	}
	if s.work != nil {
		s.work.Close()
	}
	if s.store != nil {
		errs = append(errs, s.store.Close())
	}
	if s.limiter != nil {
		errs = append(errs, s.limiter.close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Unlock())
	}
	return errors.Join(errs...)
}

// Done is closed when the server begins to stop.
func (s *Server) Done() <-chan struct{} { return s.ctx.Done() }

// Origin returns scheme and address, with no slash at the end: where delivery
// URLs begin.
func (s *Server) Origin() string { return "http://" + s.listener.Addr().String() }

// BaseURL returns where the API is, ending in /client/v4.
func (s *Server) BaseURL() string { return s.Origin() + apiPrefix }

// AccountID returns the id of the one account.
func (s *Server) AccountID() string { return s.id.account }

// Token returns the API token that may do everything.
func (s *Server) Token() string { return s.id.token }

// ReadToken returns an API token that has the right Stream Read only.
func (s *Server) ReadToken() string { return s.id.reader }

// OriginalPath returns where the uploaded file of a video is kept, or an error
// when the video is unknown or its bytes are not in.
func (s *Server) OriginalPath(ctx context.Context, uid string) (string, error) {
	v, err := s.store.Video(ctx, uid)
	if err != nil {
		return "", fmt.Errorf("video %s: %w", uid, err)
	}
	if v.Original == "" {
		return "", fmt.Errorf("video %s has no file yet", uid)
	}
	return s.dirs.original(v), nil
}
