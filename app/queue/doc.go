// Package queue is the queue page: what waits, what uploads, what arrived.
//
// A Feed reads the engine and its store on a goroutine of its own and makes a
// Snapshot, which the Page shows. The page is a plain function of the snapshot:
// it reads nothing, waits for nothing and keeps no copy of the truth. Commands
// go to the engine through Commands, and the next snapshot tells what came of
// them.
//
// Of ten thousand jobs only those in sight are read in full; of the others the
// page knows an uploader.Brief.
package queue
