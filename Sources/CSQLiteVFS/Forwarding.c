#include "File.h"

#define REAL(method, file, ...) real_of(file)->pMethods->method(real_of(file), ##__VA_ARGS__)

static int forward_close(sqlite3_file *file) { return REAL(xClose, file); }

static int forward_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset) {
    return REAL(xRead, file, bytes, size, offset);
}

static int forward_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset) {
    return REAL(xWrite, file, bytes, size, offset);
}

static int forward_truncate(sqlite3_file *file, sqlite3_int64 size) { return REAL(xTruncate, file, size); }

static int forward_sync(sqlite3_file *file, int flags) { return REAL(xSync, file, flags); }

static int forward_size(sqlite3_file *file, sqlite3_int64 *size) { return REAL(xFileSize, file, size); }

static int forward_lock(sqlite3_file *file, int level) { return REAL(xLock, file, level); }

static int forward_unlock(sqlite3_file *file, int level) { return REAL(xUnlock, file, level); }

static int forward_check_lock(sqlite3_file *file, int *is_reserved) {
    return REAL(xCheckReservedLock, file, is_reserved);
}

static int forward_control(sqlite3_file *file, int operation, void *argument) {
    return REAL(xFileControl, file, operation, argument);
}

static int forward_sector_size(sqlite3_file *file) { return REAL(xSectorSize, file); }

static int forward_characteristics(sqlite3_file *file) { return REAL(xDeviceCharacteristics, file); }

static int forward_map(sqlite3_file *file, int region, int size, int extends, void volatile **memory) {
    return REAL(xShmMap, file, region, size, extends, memory);
}

static int forward_lock_shared_memory(sqlite3_file *file, int slot, int count, int flags) {
    return REAL(xShmLock, file, slot, count, flags);
}

static void forward_barrier(sqlite3_file *file) { REAL(xShmBarrier, file); }

static int forward_unmap(sqlite3_file *file, int deletes) { return REAL(xShmUnmap, file, deletes); }

static int forward_fetch(sqlite3_file *file, sqlite3_int64 offset, int size, void **page) {
    return REAL(xFetch, file, offset, size, page);
}

static int forward_unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page) {
    return REAL(xUnfetch, file, offset, page);
}

const sqlite3_io_methods forwarding_methods = {
    .iVersion = 3,
    .xClose = forward_close,
    .xRead = forward_read,
    .xWrite = forward_write,
    .xTruncate = forward_truncate,
    .xSync = forward_sync,
    .xFileSize = forward_size,
    .xLock = forward_lock,
    .xUnlock = forward_unlock,
    .xCheckReservedLock = forward_check_lock,
    .xFileControl = forward_control,
    .xSectorSize = forward_sector_size,
    .xDeviceCharacteristics = forward_characteristics,
    .xShmMap = forward_map,
    .xShmLock = forward_lock_shared_memory,
    .xShmBarrier = forward_barrier,
    .xShmUnmap = forward_unmap,
    .xFetch = forward_fetch,
    .xUnfetch = forward_unfetch,
};
