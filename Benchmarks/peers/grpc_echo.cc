// An echo over gRPC: `server SOCKET`, or `client SOCKET SECONDS NAME`, which prints
// NAME|p50|p99|calls a second with 64 in flight, times in microseconds.
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "peers.grpc.pb.h"

using namespace peers::v1;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kWarmUp = 2000, kDepth = 64, kAwaited = 128;

double micros(Clock::duration span) { return std::chrono::duration<double, std::micro>(span).count(); }

// A call at the server, from its arrival to the end of its answer.
struct ServerCall {
    grpc::ServerContext context;
    TradeRequest request;
    TradeReply reply;
    grpc::ServerAsyncResponseWriter<TradeReply> writer{&context};
    bool answered = false;
};

void serve(const std::string &address) {
    Ledger::AsyncService service;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials());
    builder.RegisterService(&service);
    auto queue = builder.AddCompletionQueue();
    auto server = builder.BuildAndStart();
    auto await = [&] {
        auto *call = new ServerCall;
        service.RequestRecordTrade(&call->context, &call->request, &call->writer, queue.get(), queue.get(), call);
    };
    for (int i = 0; i < kAwaited; i++) await();
    uint64_t sequence = 0;
    void *tag;
    bool ok;
    while (queue->Next(&tag, &ok)) {
        auto *call = static_cast<ServerCall *>(tag);
        if (call->answered || !ok) {
            delete call;
            continue;
        }
        await();
        call->reply.set_sequence(++sequence);
        call->reply.set_trades(12345);
        call->reply.set_alarms(7);
        call->answered = true;
        call->writer.Finish(call->reply, grpc::Status::OK, call);
    }
}

TradeRequest sample() {
    TradeRequest request;
    request.set_order_id("ord-2031-000184467440");
    request.set_strategy("mean-reversion-eu");
    request.set_symbol("BTC-EUR-PERP");
    request.set_venue("exchange-a");
    request.set_time_ns(1790000000123456789);
    request.set_price(61234.5);
    request.set_quantity(0.25);
    request.set_side(1);
    request.set_note("fill 3 of 4, maker, fee 0.01");
    return request;
}

std::vector<double> timeOneByOne(Ledger::Stub &stub, const TradeRequest &request, Clock::duration span) {
    auto call = [&] {
        grpc::ClientContext context;
        TradeReply reply;
        auto status = stub.RecordTrade(&context, request, &reply);
        if (!status.ok()) {
            fprintf(stderr, "%s\n", status.error_message().c_str());
            exit(1);
        }
    };
    for (int i = 0; i < kWarmUp; i++) call();
    std::vector<double> times;
    for (auto end = Clock::now() + span; Clock::now() < end;) {
        auto start = Clock::now();
        call();
        times.push_back(micros(Clock::now() - start));
    }
    std::sort(times.begin(), times.end());
    return times;
}

double countInFlight(Ledger::Stub &stub, const TradeRequest &request, Clock::duration span) {
    struct Call {
        grpc::ClientContext context;
        TradeReply reply;
        grpc::Status status;
        std::unique_ptr<grpc::ClientAsyncResponseReader<TradeReply>> reader;
    };
    grpc::CompletionQueue queue;
    auto start = [&] {
        auto *call = new Call;
        call->reader = stub.AsyncRecordTrade(&call->context, request, &queue);
        call->reader->Finish(&call->reply, &call->status, call);
    };
    auto begin = Clock::now();
    for (int i = 0; i < kDepth; i++) start();
    long done = 0;
    double seconds = 0;
    void *tag;
    bool ok;
    for (int open = kDepth; open > 0 && queue.Next(&tag, &ok);) {
        auto *call = static_cast<Call *>(tag);
        if (!call->status.ok()) exit(1);
        delete call;
        if (Clock::now() < begin + span) {
            done++;
            start();
        } else {
            if (seconds == 0) seconds = micros(Clock::now() - begin) / 1e6;
            open--;
        }
    }
    return done / seconds;
}

}  // namespace

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    std::string address = std::string("unix:") + argv[2];
    if (argc == 3 && strcmp(argv[1], "server") == 0) {
        serve(address);
        return 0;
    }
    if (argc != 5) return 2;
    auto span = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(atof(argv[3])));
    auto stub = Ledger::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
    auto request = sample();
    auto times = timeOneByOne(*stub, request, span);
    auto rate = countInFlight(*stub, request, span);
    printf("%s|%.1f|%.1f|%.0f\n", argv[4], times[times.size() / 2], times[times.size() * 99 / 100], rate);
}
