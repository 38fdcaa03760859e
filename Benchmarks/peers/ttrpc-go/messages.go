package main

import "fmt"

// The messages of peers.proto by their tags, as the ttrpc of Debian 12 reads them.
type TradeRequest struct {
	OrderId  string  `protobuf:"bytes,1,opt,name=order_id,proto3"`
	Strategy string  `protobuf:"bytes,2,opt,name=strategy,proto3"`
	Symbol   string  `protobuf:"bytes,3,opt,name=symbol,proto3"`
	Venue    string  `protobuf:"bytes,4,opt,name=venue,proto3"`
	TimeNs   int64   `protobuf:"zigzag64,5,opt,name=time_ns,proto3"`
	Price    float64 `protobuf:"fixed64,6,opt,name=price,proto3"`
	Quantity float64 `protobuf:"fixed64,7,opt,name=quantity,proto3"`
	Side     uint32  `protobuf:"varint,8,opt,name=side,proto3"`
	Note     []byte  `protobuf:"bytes,9,opt,name=note,proto3"`
}

func (m *TradeRequest) Reset()         { *m = TradeRequest{} }
func (m *TradeRequest) String() string { return fmt.Sprintf("%+v", *m) }
func (*TradeRequest) ProtoMessage()    {}

type TradeReply struct {
	Sequence uint64 `protobuf:"fixed64,1,opt,name=sequence,proto3"`
	Trades   uint64 `protobuf:"varint,2,opt,name=trades,proto3"`
	Alarms   uint32 `protobuf:"varint,3,opt,name=alarms,proto3"`
}

func (m *TradeReply) Reset()         { *m = TradeReply{} }
func (m *TradeReply) String() string { return fmt.Sprintf("%+v", *m) }
func (*TradeReply) ProtoMessage()    {}
