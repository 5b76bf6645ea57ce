package subtitle

import (
	"fmt"
	"io"
	"os"
)

// Open reads the subtitle file at a path, which Source names, as Read does.
// One that is too large for subtitles is not read at all.
func Open(from Source) (File, error) {
	file, err := os.Open(from.Name)
	if err != nil {
		return File{}, err
	}
	defer file.Close() // only read from
	if info, err := file.Stat(); err == nil && info.Size() > MaxInput {
		return File{}, fmt.Errorf("%w: %d MB, Stream takes caption files up to 10 MB", ErrTooLarge, info.Size()/1_000_000)
	}
	data, err := io.ReadAll(io.LimitReader(file, MaxInput+1))
	if err != nil {
		return File{}, err
	}
	return Read(data, from)
}

// Errors are the problems that players stumble over, without what is only hard
// to read.
func Errors(all []Problem) []Problem {
	var wrong []Problem
	for _, p := range all {
		if p.Error {
			wrong = append(wrong, p)
		}
	}
	return wrong
}
