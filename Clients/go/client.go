package nija

import (
	"context"
	"errors"
	"os"
	"time"

	"nija/internal/wire"
)

const (
	// DefaultSocket is where nijad listens unless it is told otherwise.
	DefaultSocket = "/run/nija/nijad.sock"
	// DefaultTimeout is what a call whose context has no deadline may take with all its repetitions.
	DefaultTimeout = 10 * time.Second
)

// Client is a daemon. Its methods may be called from many goroutines at once: calls are in flight together on one
// connection, and each stream has a connection of its own.
type Client struct {
	path    string
	timeout time.Duration
	// Held by who looks at the link, or makes it.
	turn chan struct{}
	link *link
}

// Option is something that Connect is told.
type Option func(*Client)

// WithTimeout sets what a call may take with all its repetitions when its context has no deadline.
func WithTimeout(timeout time.Duration) Option {
	return func(n *Client) { n.timeout = timeout }
}

// Connect connects to the daemon that listens on path. An empty path means the one in the environment variable
// NIJA_SOCKET, or else DefaultSocket. The error is an *UnreachableError when nobody listens.
func Connect(ctx context.Context, path string, options ...Option) (*Client, error) {
	if path == "" {
		path = os.Getenv("NIJA_SOCKET")
	}
	if path == "" {
		path = DefaultSocket
	}
	n := &Client{path: path, timeout: DefaultTimeout, turn: make(chan struct{}, 1)}
	for _, option := range options {
		option(n)
	}
	ctx, cancel := n.limited(ctx)
	defer cancel()
	if _, err := n.connected(ctx); err != nil {
		var unanswered *unanswered
		if errors.As(err, &unanswered) {
			return nil, givenUp(&method{name: "Connect"}, unanswered.err)
		}
		return nil, err
	}
	return n, nil
}

// Path is the daemon's socket.
func (n *Client) Path() string { return n.path }

// Close ends the connection; the next call would make another. Streams have their own Close.
func (n *Client) Close() error {
	n.turn <- struct{}{}
	defer func() { <-n.turn }()
	if n.link != nil {
		n.link.close()
		n.link = nil
	}
	return nil
}

// limited gives a context the client's timeout, unless it has a deadline.
func (n *Client) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, n.timeout)
}

// connected is the link for calls; one caller makes it, the others wait for it.
func (n *Client) connected(ctx context.Context) (*link, error) {
	select {
	case n.turn <- struct{}{}:
		defer func() { <-n.turn }()
	case <-ctx.Done():
		return nil, &unanswered{err: ctx.Err(), isGivenUp: true}
	}
	if n.link != nil && n.link.isUsable() {
		return n.link, nil
	}
	made, err := dial(ctx, n.path)
	if err == nil {
		n.link = made
	}
	return made, err
}

// call makes a unary call, and repeats it as long as that is safe.
func call[T any, P answer[T]](ctx context.Context, n *Client, m *method, request message) (*T, error) {
	ctx, cancel := n.limited(ctx)
	defer cancel()
	request, ids := request.identified()
	payload := encoded(request)
	tries := attempts{method: m, ids: ids}
	for {
		data, failure := n.attempt(ctx, m, payload)
		if failure == nil {
			return decoded[T, P](m, data)
		}
		deadline, _ := ctx.Deadline()
		pause, err := tries.pauseAfter(failure, time.Until(deadline))
		if err != nil {
			return nil, err
		}
		if wait(ctx, pause) != nil {
			return nil, tries.end(&unanswered{err: ctx.Err(), isGivenUp: true})
		}
	}
}

func (n *Client) attempt(ctx context.Context, m *method, payload []byte) ([]byte, error) {
	link, err := n.connected(ctx)
	if err != nil {
		return nil, err
	}
	call, err := link.begin(ctx, ctx, wire.Unary, m, payload)
	if err != nil {
		return nil, err
	}
	defer call.cancel()
	return call.answer(ctx)
}

// givenUp is the error of a call whose context ended without doubt about what it did.
func givenUp(m *method, err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return tooLate("%s: no answer came in time", m.name)
	}
	return err
}

// wait passes the time; the error says that ctx ended first.
func wait(ctx context.Context, duration time.Duration) error {
	timer := time.NewTimer(duration)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
