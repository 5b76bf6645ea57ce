package app

import (
	"context"
	"time"

	"spool/app/downloads"
	"spool/app/queue"
	"spool/app/share"
	"spool/app/video"
	"spool/app/videos"
	"spool/app/welcome"
	"spool/library"
	tokens "spool/library/token/desk"
	"spool/uploader"
)

// Settings are what the window remembers between two runs.
type Settings struct {
	Width  float32 `json:"width,omitempty"`
	Height float32 `json:"height,omitempty"`
	Page   string  `json:"page,omitempty"`
	Theme  string  `json:"theme,omitempty"`
	// Library is what the library page remembers.
	Library  videos.Choices `json:"library,omitzero"`
	Parallel int            `json:"parallel,omitempty"`
	// Share is how links are copied and tokens made.
	Share share.Habits `json:"share,omitzero"`
	// Asleep lets the screen go dark while videos upload, Quiet sends no
	// notification when they have arrived.
	Asleep bool `json:"asleep,omitempty"`
	Quiet  bool `json:"quiet,omitempty"`
	// Hidden are the findings that the health page does not show.
	Hidden []library.FindingKind `json:"hidden,omitempty"`
	// Saves is where and how videos are saved to this computer.
	Saves downloads.Choices `json:"saves,omitzero"`
}

// The themes a person can choose.
const (
	ThemeSystem = ""
	ThemeLight  = "light"
	ThemeDark   = "dark"
)

// Host opens accounts and keeps what has to be kept. Its methods that take a
// context may take long and are called off Fyne's goroutine.
type Host interface {
	welcome.Accounts
	// Accounts lists the accounts that were opened before.
	Accounts() []AccountInfo
	// Open opens one of them. Where its token is gone, the session says so.
	Open(ctx context.Context, a uploader.Account) (Session, error)
	// Connect opens an account with a token that was checked, and keeps both. A
	// session of the same account that is open goes on with the new token.
	Connect(ctx context.Context, a uploader.Account, token, name string) (Session, error)
	// Try opens the local Stream with its samples; progress is told, from any
	// goroutine, what is being prepared.
	Try(ctx context.Context, progress func(string)) (Session, error)
	// Settings are those of the last run; Keep keeps others.
	Settings() Settings
	Keep(Settings) error
	// LogPath is where the log is.
	LogPath() string
	// Version of the program.
	Version() string
}

// TokenPlace is where a session's token is.
type TokenPlace int

// The places of a token.
const (
	// TokenKept: in the system's keyring, or given by the environment.
	TokenKept TokenPlace = iota
	// TokenInMemory: only until the program ends, as there is no keyring.
	TokenInMemory
	// TokenMissing: nowhere, so nothing can be sent.
	TokenMissing
	// TokenLocked: the keyring may have it and could not be asked, so nothing can
	// be sent until it can.
	TokenLocked
)

// InHand reports that there is a token to work with.
func (p TokenPlace) InHand() bool { return p == TokenKept || p == TokenInMemory }

// AccountInfo is an account as people see it.
type AccountInfo struct {
	Account uploader.Account
	Name    string
	// Local marks the local Stream.
	Local bool
	Token TokenPlace
}

// Queue is what the window does with an account's queue. *uploader.Queue
// implements it.
type Queue interface {
	queue.Commands
	Add(ctx context.Context, s uploader.Settings, paths ...string) ([]uploader.Added, error)
	AddAgain(ctx context.Context, s uploader.Settings, paths ...string) ([]uploader.Added, error)
}

// Session is an account at work. Its methods may be called from any goroutine.
type Session interface {
	Info() AccountInfo
	// Rescued is a sentence about a damaged queue that was mended, or "".
	Rescued() string
	Queue() Queue
	Store() queue.Store
	// Progress samples the uploads that run in this process.
	Progress() []uploader.Progress
	// Failed is why the engine stopped, nil while it runs.
	Failed() error
	SetParallel(n int)
	// Videos is the account's library: its index, its journal and what changes
	// videos. It is closed with the session.
	Videos() *library.Library
	Library() Library
	// Signing is where the account's tokens are made.
	Signing() *tokens.Desk
	// KeyringWorks says why a new signing key could not be kept, nil where it
	// can.
	KeyringWorks(ctx context.Context) error
	// Desks is what the tabs of a video and the watermarks page work with.
	Desks() Desks
	// CaptionLanguages are the languages of a video's captions.
	CaptionLanguages(ctx context.Context, uid string) ([]string, error)
	// Still is a picture of a video, encoded, at a moment; a negative one is its
	// thumbnail.
	Still(ctx context.Context, v library.Video, at time.Duration, width, height int) ([]byte, error)
	// Frames gives the pictures of queued files, as encoded files.
	Frames() FrameSource
	// Close ends the engine and returns when it has.
	Close() error
}

// Library is what the window asks of the account beside its library.
type Library interface {
	videos.Stream
	video.Library
	// PlayerURL is a page on which a video plays from a time on.
	PlayerURL(ctx context.Context, v library.Video, at time.Duration) (string, error)
	Usage(ctx context.Context) (library.Usage, error)
}

// FrameSource takes a frame out of a local video. It runs off Fyne's goroutine.
type FrameSource func(ctx context.Context, path string, at time.Duration, width, height int) ([]byte, error)
