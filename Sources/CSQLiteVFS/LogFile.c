// The write-ahead log: what a commit appends is collected and written with one call.
//
// SQLite writes a frame (a changed page) as a header of 24 bytes and the page, a call each. Here what continues the write
// before it is kept in memory. A frame that ends a commit says so in its header; with its page everything is written before
// that write returns, so that an error of it is the commit's, and nothing is kept back when SQLite goes on to sync the log
// or to show the commit to readers. Whatever else SQLite does with the file has what is kept back written first, so the file
// goes through the same states as without, only in larger steps.
//
// What need not hold for that:
// - A page that is written again in its transaction, and the checksums that are then computed anew, go to places before the
//   end of the last write; those writes are not kept back.
// - A transaction that is rolled back leaves frames behind the last commit, in the file or in memory. SQLite never reads
//   them, and writes the next commit over them.
// - A reader knows of a frame once its commit is shown, not before.

#include "File.h"

#include <string.h>

enum {
    /// A frame's header: the page's number, the size of the database after the commit (0: no commit), salts and checksums.
    frame_header_size = 24,
    /// More is written in several calls. It is the most that SQLite's unix layer writes with one: of more it takes the size
    /// modulo 2^17.
    buffer_size = (1 << 17) - 1,
};

typedef struct {
    File file;
    /// What was not written yet: `count` bytes for `start`.
    unsigned char *buffer;
    sqlite3_int64 start;
    int count;
    /// Where the last write ended; -1 when nobody knows what the file holds.
    sqlite3_int64 end;
    /// The frame that is being written ends a commit.
    int is_commit;
} LogFile;

const int log_file_size = sizeof(LogFile);

/// Writes what is kept back. When that fails it stays: SQLite may still count on it.
static int flush(LogFile *log) {
    if (log->count == 0) return SQLITE_OK;
    int result = log->file.real->pMethods->xWrite(log->file.real, log->buffer, log->count, log->start);
    if (result == SQLITE_OK) log->count = 0;
    return result;
}

/// A write has failed, so SQLite rolls its transaction back: what is left of that must never reach the file.
static int fail(LogFile *log, int result) {
    log->count = 0;
    log->end = -1;
    return result;
}

static int log_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset) {
    LogFile *log = (LogFile *)file;
    int continues = offset == log->end;
    int is_kept = continues && size <= buffer_size;
    int result = SQLITE_OK;
    if (size == frame_header_size) {
        static const unsigned char none[4];
        log->is_commit = memcmp((const unsigned char *)bytes + 4, none, sizeof none) != 0;
    }
    if (!is_kept || size > buffer_size - log->count) result = flush(log);
    if (result == SQLITE_OK && is_kept) {
        if (log->count == 0) log->start = offset;
        memcpy(log->buffer + log->count, bytes, size);
        log->count += size;
        // The page of a commit, and not yet its header, which alone says nothing.
        if (log->is_commit && size != frame_header_size) result = flush(log);
    } else if (result == SQLITE_OK) {
        result = log->file.real->pMethods->xWrite(log->file.real, bytes, size, offset);
    }
    if (result != SQLITE_OK) return fail(log, result);
    log->end = offset + size;
    return SQLITE_OK;
}

static int log_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset) {
    int result = flush((LogFile *)file);
    return result != SQLITE_OK ? result : forwarding_methods.xRead(file, bytes, size, offset);
}

static int log_sync(sqlite3_file *file, int flags) {
    int result = flush((LogFile *)file);
    return result != SQLITE_OK ? result : forwarding_methods.xSync(file, flags);
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int result = flush((LogFile *)file);
    return result != SQLITE_OK ? result : forwarding_methods.xTruncate(file, size);
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size) {
    int result = flush((LogFile *)file);
    return result != SQLITE_OK ? result : forwarding_methods.xFileSize(file, size);
}

/// What is kept back now belongs to no commit.
static int log_close(sqlite3_file *file) {
    sqlite3_free(((LogFile *)file)->buffer);
    return forwarding_methods.xClose(file);
}

static sqlite3_io_methods log_methods;

void log_file_prepare(void) {
    log_methods = forwarding_methods;
    log_methods.xClose = log_close;
    log_methods.xRead = log_read;
    log_methods.xWrite = log_write;
    log_methods.xTruncate = log_truncate;
    log_methods.xSync = log_sync;
    log_methods.xFileSize = log_size;
}

int log_file_begin(sqlite3_file *file) {
    LogFile *log = (LogFile *)file;
    log->end = -1;
    // Where a write may damage bytes beside it SQLite pads commits to whole sectors, in a way that is not followed here.
    int characteristics = log->file.real->pMethods->xDeviceCharacteristics(log->file.real);
    if (!(characteristics & SQLITE_IOCAP_POWERSAFE_OVERWRITE)) {
        file->pMethods = &forwarding_methods;
        return SQLITE_OK;
    }
    log->buffer = sqlite3_malloc(buffer_size);
    if (log->buffer == NULL) return SQLITE_NOMEM;
    file->pMethods = &log_methods;
    return SQLITE_OK;
}
