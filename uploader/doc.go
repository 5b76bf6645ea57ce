// Package uploader brings files to Cloudflare Stream and lets nothing stop it.
//
// A file becomes a Job: one row in a queue that outlives the process. A Queue
// takes commands (add, pause, resume, retry, cancel, move); an Engine, one per
// account and machine, carries the rows out. Both work on the same Store, so a
// command may come from any process: the row is the truth, and the engine
// follows it.
//
// # States
//
//	            ┌────────────── pause ─────────────┐
//	            │   ┌───── resume ───── paused ◄───┤
//	            │   ▼                              │
//	 add ──► waiting ──── start ────► uploading ───┤
//	            ▲ ▲                    │   │       │
//	            │ └── retry later, ────┘   │       │
//	            │     interrupted          │       │
//	            │                          ▼       │
//	            │                     processing ──┼──► ready
//	            │                          │       │
//	            └── retry ── attention ◄───┴───────┘
//
//	any state ── cancel ──► canceling ── undo ──► the state before
//	                            │
//	                            └──► gone
//
// waiting: runs when its turn comes; with a Cause it waits for RetryAt.
// uploading: a worker of the engine owns it. paused: the user stopped it.
// attention: only a person can help, the Cause says how. processing: every byte
// is on Stream, which encodes. ready: it plays. canceling: leaves the queue at
// RetryAt; until then it can be called back.
//
// # Promises
//
// The URL and the video's uid are committed before the first byte is sent. The
// server's offset is asked for at every start; ours is only for display. What
// was sent is given up only when Stream, asked how far it got, says that the
// upload is gone. Before each POST the job commits that it is about to make one,
// and every video it creates carries the job's mark, so a video whose creation
// was never answered is found and deleted. Two files are never mixed: a file
// that is not the one first sent from stops the job. A job moves only with a
// token of its own account.
package uploader
