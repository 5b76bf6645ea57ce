// Package bulk is the sheet that changes many videos at once: operations at the
// left, what they would make of each video at the right, and the job that
// carries them out.
//
// The preview is made from the local index, off Fyne's goroutine, and again
// after every change of an operation. Only as many rows are kept as a person
// looks through; what is sent is worked out anew from all videos when the job
// begins, with the same operations and decisions. Rows that need a decision are
// left out until there is one.
package bulk
