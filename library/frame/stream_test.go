package frame_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"spool/internal/localstream"
	"spool/library"
	"spool/library/frame"
	"spool/library/stream"
)

// The preview is held against what the local Stream burns in, which reads the
// documentation for itself.
func TestThePreviewIsWhatTheLocalStreamBurnsIn(t *testing.T) {
	server, err := localstream.Open(context.Background(), localstream.Options{Dir: t.TempDir(), RateLimit: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	client, err := stream.New(stream.Config{BaseURL: server.BaseURL(), AccountID: server.AccountID(), Token: server.Token()})
	if err != nil {
		t.Fatal(err)
	}
	logo := plain(80, 40, color.White)
	for _, tt := range []struct {
		size image.Point
		w    library.Watermark
	}{
		{image.Pt(320, 180), library.Watermark{Scale: 0.3, Padding: 0.1, Opacity: 1, Position: "upperLeft"}},
		{image.Pt(180, 320), library.Watermark{Scale: 0.5, Padding: 0.05, Opacity: 0.5, Position: "lowerRight"}},
		{image.Pt(240, 240), library.Watermark{Scale: 0, Padding: 0.05, Opacity: 0.8, Position: "center"}},
	} {
		profile, err := client.CreateWatermark(t.Context(), tt.w, encoded(t, logo))
		if err != nil {
			t.Fatal(err)
		}
		burned := burn(t, client, tt.size, profile.UID)
		preview := frame.Compose(plain(tt.size.X, tt.size.Y, color.Gray{Y: 40}), logo, tt.size, tt.w)
		if got, want := bright(burned), bright(preview); !near(got, want, 2) {
			t.Errorf("%v in %v: burned in at %v, previewed at %v", tt.w.Position, tt.size, got, want)
		}
		middle := bright(preview).Min.Add(bright(preview).Size().Div(2))
		if got, want := luma(burned, middle), luma(preview, middle); got < want-12 || got > want+12 {
			t.Errorf("%v in %v: burned in as bright as %d, previewed as %d", tt.w.Position, tt.size, got, want)
		}
	}
}

func luma(img image.Image, at image.Point) int {
	return int(color.GrayModel.Convert(img.At(at.X, at.Y)).(color.Gray).Y)
}

// bright is where a picture is brighter than its ground.
func bright(img image.Image) image.Rectangle {
	var found image.Rectangle
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if luma(img, image.Pt(x, y)) > 90 {
				found = found.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return found
}

func near(a, b image.Rectangle, by int) bool {
	for _, d := range []int{a.Min.X - b.Min.X, a.Min.Y - b.Min.Y, a.Max.X - b.Max.X, a.Max.Y - b.Max.Y} {
		if d < -by || d > by {
			return false
		}
	}
	return true
}

// burn uploads a grey video with a watermark and gives a frame of what plays.
func burn(t *testing.T, client *stream.Client, size image.Point, watermark string) image.Image {
	t.Helper()
	dir := t.TempDir()
	source := filepath.Join(dir, "grey.mp4")
	ffmpeg(t, "-f", "lavfi", "-i", fmt.Sprintf("color=0x282828:size=%dx%d:rate=5:duration=1", size.X, size.Y), "-pix_fmt", "yuv420p", source)
	link, err := client.CreateUpload(t.Context(), library.UploadLink{
		MaxDurationSeconds: 60, Settings: library.Settings{WatermarkUID: watermark},
	})
	if err != nil {
		t.Fatal(err)
	}
	post(t, link.URL, source)
	var v library.Video
	for v.Status.State != library.StateReady {
		if v, err = client.Get(t.Context(), link.UID); err != nil || v.Status.State == library.StateError {
			t.Fatalf("%+v, %v", v.Status, err)
		}
		<-time.After(50 * time.Millisecond)
	}
	res, err := http.Get(v.Preview + "/video.mp4")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	played, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s, %v", res.Status, err)
	}
	path, still := filepath.Join(dir, "played.mp4"), filepath.Join(dir, "still.png")
	if err := os.WriteFile(path, played, 0o600); err != nil {
		t.Fatal(err)
	}
	ffmpeg(t, "-i", path, "-frames:v", "1", "-vf", fmt.Sprintf("scale=%d:%d", size.X, size.Y), still)
	data, err := os.ReadFile(still)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func ffmpeg(t *testing.T, arguments ...string) {
	t.Helper()
	if out, err := exec.Command("ffmpeg", append([]string{"-v", "error"}, arguments...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func post(t *testing.T, address, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(address, form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("the upload was answered %s, %v", res.Status, err)
	}
}
