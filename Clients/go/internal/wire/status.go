package wire

import (
	"strings"

	"nija/internal/protobuf"
)

// Status is a google.rpc.Status with what its details say.
type Status struct {
	Code     int32
	Message  string
	Reason   string
	Fields   []FieldViolation
	Metadata map[string]string
}

// FieldViolation is a field of a request that cannot be accepted.
type FieldViolation struct {
	Field, Description string
}

// readResponse reads a Response of Protos/ttrpc/envelope.proto; the status is nil for OK.
func readResponse(data []byte) (payload []byte, status *Status, err error) {
	r := protobuf.NewReader(data)
	for r.Next() {
		switch r.Field() {
		case 1:
			r.Message(func(r *protobuf.Reader) { status = ReadStatus(r) })
		case 2:
			payload = r.Bytes()
		}
	}
	if status != nil && status.Code == 0 {
		status = nil
	}
	return payload, status, r.Err()
}

// ReadStatus reads a google.rpc.Status. Details that it does not know are passed over.
func ReadStatus(r *protobuf.Reader) *Status {
	status := &Status{}
	for r.Next() {
		switch r.Field() {
		case 1:
			status.Code = r.Int32()
		case 2:
			status.Message = r.Text()
		case 3:
			r.Message(status.readDetail)
		}
	}
	return status
}

// readDetail reads a google.protobuf.Any, which is known by the name behind the last slash.
func (s *Status) readDetail(r *protobuf.Reader) {
	var name string
	var value []byte
	for r.Next() {
		switch r.Field() {
		case 1:
			name = r.Text()
		case 2:
			value = r.Bytes()
		}
	}
	inner := protobuf.NewReader(value)
	switch name[strings.LastIndex(name, "/")+1:] {
	case "google.rpc.ErrorInfo":
		s.readErrorInfo(inner)
	case "google.rpc.BadRequest":
		s.readBadRequest(inner)
	}
	if inner.Err() != nil {
		r.Fail(inner.Err())
	}
}

func (s *Status) readErrorInfo(r *protobuf.Reader) {
	for r.Next() {
		switch r.Field() {
		case 1:
			s.Reason = r.Text()
		case 3:
			key, value := readTexts(r)
			if s.Metadata == nil {
				s.Metadata = map[string]string{}
			}
			s.Metadata[key] = value
		}
	}
}

func (s *Status) readBadRequest(r *protobuf.Reader) {
	for r.Next() {
		if r.Field() == 1 {
			field, description := readTexts(r)
			s.Fields = append(s.Fields, FieldViolation{field, description})
		}
	}
}

// readTexts reads a message of two strings.
func readTexts(r *protobuf.Reader) (first, second string) {
	r.Message(func(r *protobuf.Reader) {
		for r.Next() {
			switch r.Field() {
			case 1:
				first = r.Text()
			case 2:
				second = r.Text()
			}
		}
	})
	return first, second
}
