# make run opens Spool, make test tests it. Every target first installs what it
# needs and this machine lacks, and says so (scripts/setup).

# One set of build tags for every command, so that the build cache serves all.
export GOFLAGS := -buildvcs=false -tags=sqlite_fts5
export PATH := $(PATH):/usr/local/go/bin

VERSION := $(shell sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)$(shell git describe --always --dirty --exclude='*' 2>/dev/null | sed 's/^/+/')
SCRIPTS := $(shell grep -rlE '^\#!.*sh$$' scripts .ci)

.PHONY: run test build bench lint soak screenshots package windows vuln clean

run: build
	@scripts/setup run
	@scripts/run

# Installed rather than linked in place: a running Spool keeps its file, and the
# kernel maps a copy in small pieces, as it does what comes off a disk. Just
# linked, the whole binary counts to the memory of the smallest command.
build:
	@scripts/setup build
	go build -trimpath -tags sqlite_fts5,migrated_fynedo,release \
		-ldflags "-s -w -X main.version=$(VERSION)" -o bin/linked/spool ./cmd/spool
	install bin/linked/spool bin/spool

test: windows
	@scripts/setup test
	@scripts/test

lint:
	@scripts/setup lint
	@! go tool gofumpt -l . | grep . || { echo "gofumpt would change these files" >&2; false; }
	go vet -tags sqlite_fts5,soak ./...
	go tool staticcheck -tags sqlite_fts5,soak ./...
	shellcheck $(SCRIPTS)

bench: build
	@scripts/setup bench
	go run ./scripts/bench

soak:
	@scripts/setup soak
	go test -tags sqlite_fts5,soak -run Soak -timeout 3h -v \
		$$(grep -rl --include='*_test.go' '^//go:build soak' . | xargs -rn1 dirname | sort -u)

screenshots: build
	@scripts/setup screenshots
	@scripts/screenshots

package: build
	@scripts/setup package
	@scripts/package

# The engines build for Windows too; the window has a build of its own there.
windows:
	@scripts/setup windows
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		go build ./uploader/... ./library/... ./internal/...

# Asks the public data base of Go's vulnerabilities, so it needs the internet.
vuln:
	@scripts/setup build
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

clean:
	rm -rf bin dist
