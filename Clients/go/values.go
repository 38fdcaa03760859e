package nija

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"time"

	"nija/internal/protobuf"
)

// Ptr is a pointer to a value, for fields that may be without one: Confidence: nija.Ptr(0.7).
func Ptr[T any](value T) *T { return &value }

// NewID is an id that nobody else makes: the time, the process and 64 random bits.
func NewID() string {
	var random [8]byte
	if _, err := rand.Read(random[:]); err != nil {
		panic(fmt.Sprintf("the system gives no random bytes: %v", err))
	}
	return fmt.Sprintf("%x-%x-%s", time.Now().UnixNano(), os.Getpid(), hex.EncodeToString(random[:]))
}

func idOr(given string) string {
	if given != "" {
		return given
	}
	return NewID()
}

// wordOf is the word of an enumeration's value; numbers of a newer daemon have none.
func wordOf[E ~int32](words map[E]string, value E) string {
	if word, ok := words[value]; ok {
		return word
	}
	return fmt.Sprintf("UNKNOWN_%d", int32(value))
}

// message is what can be sent. Both methods take nil for a message without fields.
type message interface {
	encode(*protobuf.Writer)
	// identified is a copy in which missing ids are made, and all of its ids.
	identified() (message, []string)
}

// answer is what can be read.
type answer[T any] interface {
	*T
	decode(*protobuf.Reader)
}

func encoded(m message) []byte {
	var w protobuf.Writer
	m.encode(&w)
	return w.Encoded()
}

func decoded[T any, P answer[T]](method *method, data []byte) (*T, error) {
	value := new(T)
	r := protobuf.NewReader(data)
	P(value).decode(r)
	if err := r.Err(); err != nil {
		return nil, &ProtocolError{fmt.Errorf("an answer of %s cannot be read: %w", method.name, err)}
	}
	return value, nil
}

func readMessage[T any, P answer[T]](r *protobuf.Reader) *T {
	value := new(T)
	r.Message(P(value).decode)
	return value
}

func readPacked[E ~int32](r *protobuf.Reader, values []E) []E {
	r.Packed(func(number uint64) { values = append(values, E(int32(number))) })
	return values
}

func readEntry[V any](r *protobuf.Reader, entries map[string]V, take func(*protobuf.Reader) V) map[string]V {
	if entries == nil {
		entries = map[string]V{}
	}
	r.Message(func(r *protobuf.Reader) {
		var key string
		var value V
		for r.Next() {
			switch r.Field() {
			case 1:
				key = r.Text()
			case 2:
				value = take(r)
			}
		}
		entries[key] = value
	})
	return entries
}

func visitAll[T any](rows []T, visit func(T) error) error {
	for _, row := range rows {
		if err := visit(row); err != nil {
			return err
		}
	}
	return nil
}
