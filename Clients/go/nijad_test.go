package nija

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

const root = "../.."

// binaries is where the servers are.
func binaries() string {
	if place := os.Getenv("NIJA_BIN"); place != "" {
		return place
	}
	place, err := filepath.Abs(filepath.Join(root, ".build/debug"))
	if err != nil {
		panic(err)
	}
	return place
}

// daemon is a real nijad in a directory of its own.
type daemon struct {
	t       *testing.T
	place   string
	socket  string
	process *exec.Cmd
}

func startDaemon(t *testing.T) *daemon {
	t.Helper()
	// Not t.TempDir: its names are too long for a socket's path.
	place, err := os.MkdirTemp("", "nija-")
	must(t, err)
	d := &daemon{t: t, place: place, socket: filepath.Join(place, "nijad.sock")}
	d.start()
	t.Cleanup(func() {
		d.kill()
		must(t, os.RemoveAll(place))
	})
	return d
}

func (d *daemon) start() {
	d.t.Helper()
	d.process = exec.Command(filepath.Join(binaries(), "nijad"), "--data", filepath.Join(d.place, "data"),
		"--socket", d.socket, "--durability", "process")
	must(d.t, d.process.Start())
	for {
		n, err := Connect(context.Background(), d.socket)
		if err == nil {
			must(d.t, n.Close())
			return
		}
		var unreachable *UnreachableError
		if !errors.As(err, &unreachable) {
			d.t.Fatal(err)
		}
		// An unreaped child that has ended is still there for signals, so its end is asked for like this.
		var status syscall.WaitStatus
		if pid, _ := syscall.Wait4(d.process.Process.Pid, &status, syscall.WNOHANG, nil); pid != 0 {
			d.t.Fatalf("nijad ended: %v", status)
		}
	}
}

func (d *daemon) signal(signal syscall.Signal) {
	must(d.t, d.process.Process.Signal(signal))
}

func (d *daemon) kill() {
	_ = d.process.Process.Kill()
	_ = d.process.Wait()
}

func (d *daemon) connect(options ...Option) *Client {
	d.t.Helper()
	return connect(d.t, d.socket, options...)
}

func connect(t *testing.T, socket string, options ...Option) *Client {
	t.Helper()
	n, err := Connect(context.Background(), socket, options...)
	must(t, err)
	t.Cleanup(func() { must(t, n.Close()) })
	return n
}

const uncut = -1

// proxy passes bytes on until so many bytes of answers went through, connection by connection; then it cuts. The last
// entry holds for all that follow.
type proxy struct {
	socket  string
	answers []int

	mu    sync.Mutex
	count int
}

func startProxy(d *daemon, answers ...int) *proxy {
	p := &proxy{socket: filepath.Join(d.place, "proxy.sock"), answers: answers}
	listener, err := net.Listen("unix", p.socket)
	must(d.t, err)
	d.t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", d.socket)
			if err != nil {
				near.Close()
				continue
			}
			p.pass(near, far)
		}
	}()
	return p
}

func (p *proxy) connections() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.count
}

func (p *proxy) pass(near, far net.Conn) {
	p.mu.Lock()
	last := len(p.answers) - 1
	if p.count < last {
		last = p.count
	}
	left := p.answers[last]
	p.count++
	p.mu.Unlock()
	cut := func() {
		near.Close()
		far.Close()
	}
	go func() {
		defer cut()
		_, _ = io.Copy(far, near)
	}()
	go func() {
		defer cut()
		switch left {
		case uncut:
			_, _ = io.Copy(near, far)
		case 0:
			// The daemon has answered when there is a byte.
			_, _ = far.Read(make([]byte, 1))
		default:
			_, _ = io.CopyN(near, far, int64(left))
		}
	}()
}

// vectors reads a file of Protos/conformance.
func vectors(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "Protos/conformance", name))
	must(t, err)
	must(t, json.Unmarshal(data, into))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T any](t testing.TB, found, expected T) {
	t.Helper()
	if any(found) != any(expected) {
		t.Fatalf("found %v, expected %v", found, expected)
	}
}

// fails checks that an error has a code.
func fails(t testing.TB, err error, code Code) {
	t.Helper()
	if CodeOf(err) != code {
		t.Fatalf("found %v, expected the code %v", err, code)
	}
}
