// Package localstream is Cloudflare Stream on this machine: the API, resumable
// uploads, delivery and the media work behind them, strict where Stream is
// strict. Everything Spool does to Stream it does to this server first, so
// where it is kinder than Stream, a bug ships. It was written from the public
// documentation and shares no types with Spool's client.
//
// # Use
//
// Open serves on a loopback address until Close is called or its context ends;
// many servers may run in one process, each in a data folder of its own. The
// API is at BaseURL. Delivery, which Stream has on
// customer-<CODE>.cloudflarestream.com, stands with the same paths at the root
// of the same host: <origin>/<uid or token>/watch. One-time upload URLs are
// <origin>/tus/<uid> and <origin>/upload/<uid>. Calls of this server's own are
// under <origin>/local/, which no id of a video can begin with.
//
// # Map
//
//	routes.go      every operation, in one table; Routes lists them for tests
//	handler.go     from a request to its route, from an error to its envelope
//	admit.go       tokens, account, rights
//	limiter.go     the rate limit
//	answer.go      the video object of the API; URLs are made here, per request
//	body.go        JSON bodies, field by field: left out, null and given differ
//	videos.go      list, get, edit, delete
//	create.go      POST /stream and what all new videos have in common
//	basic.go       uploads in one form, and one-time links for them
//	form.go        multipart bodies, part by part
//	copy.go        videos from a URL; clip.go from a part of another; fetch.go
//	               what may be fetched
//	upload.go      HEAD and PATCH, the chunk rule, the end of an upload
//	tusstore.go    tusd and its files
//	usage.go       storage minutes, taken and reserved
//	jobs.go        kinds of media work, examine, encode, the ends of a video
//	encode.go      what is made of a video
//	manifest.go    HLS and DASH; tracks.go added sounds in them; downloads.go, audio.go, captions.go and
//	               watermarks.go what their names say
//	keys.go        signing keys; token.go tokens of the endpoint
//	delivery.go    who may see a video: viewed is the only door
//	thumbnails.go  stills; animation.go moving ones; flights.go one making for
//	               all who wait
//	watch.go       the watch page; player.go the player; embed.go embed code
//	sweep.go       what the clock asks for, and recovery at start
//	remove.go      deleting a video with all its files
//	files.go       the data folder
//	quirks.go      a switch for every disagreement between Stream's sources
//	meter.go       what a test may count
//	faults.go      what goes wrong on demand; faultwire.go how, on the wire
//	openapi.go     the description of all this, served
//
//	envelope       the JSON frame and the table of errors
//	openapi        the description, by hand; openapitest holds answers against it
//	rules          what the documentation says of values, as pure functions
//	store          videos, settings and jobs on SQLite
//	work           the queue of media work
//	sign           keys and tokens, by go-jose
//	fault          what can go wrong on demand
//	seed           made-up videos
//
// # Adding an operation
//
// A line in routeTable, its description under openapi with its sources and
// tests, and a method of Server in the file of its resource. The method returns
// an error of the envelope's table, or any other for a 500; store.ErrNotFound
// becomes 404. Delivery begins with viewed and takes the video from it.
//
// # Adding media work
//
// A kind and its lane in jobs.go, a function of type work.Func, and in the
// transaction that changes the video tx.AddJob; then Wake. The function puts
// the outcome into the store with change, makeReady or fail, writes files under
// a name ending in .part and renames them, keeps what belongs to a video in
// dirs.of(uid), which removal deletes, and may be run again from the start
// after a crash. The lane encoders bounds how many ffmpeg run.
//
// # Times and state
//
// now is the only clock. What is due by it is done by Sweep, every second. A
// video's row is changed in one transaction with the jobs it waits for, so no
// moment of death leaves a video that waits for nothing.
package localstream
