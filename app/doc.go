// Package app is Spool's window: what is in it, what it remembers and what its
// keys do. Each page is a package of its own below.
//
// The window knows the engines only by what they do for it: Host opens
// accounts, a Session is one account at work. Both are made by the program,
// which alone opens windows, files and connections. Everything here runs on
// Fyne's goroutine unless it says otherwise; what takes time goes through
// package async.
package app
