// Package architecture holds no code, only a test: which room of the house may
// import which. Rooms know as little of each other as they can, so that the
// engines run without a window, the widgets without Stream, and the local Stream
// without the beliefs of the client it is there to check.
//
// The table is in table_test.go. To give a room a new import, change the table
// first and say in the commit why the room has to know it.
package architecture
