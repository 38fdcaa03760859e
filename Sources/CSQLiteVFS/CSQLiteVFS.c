#include "CSQLiteVFS.h"

#include <sqlite3.h>
#include <string.h>

#include "File.h"

/// A layer over another, which is its `pAppData`.
static sqlite3_vfs *below(sqlite3_vfs *vfs) { return vfs->pAppData; }

/// Opens the file below, and behind it in memory the structure that SQLite sees.
static int open_over(
    sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *flags_given, int size,
    int (*begin)(sqlite3_file *)
) {
    memset(file, 0, size);
    sqlite3_file *real = (sqlite3_file *)((char *)file + size);
    ((File *)file)->real = real;
    int result = below(vfs)->xOpen(below(vfs), path, real, flags, flags_given);
    // Without methods it is not to be closed.
    if (real->pMethods == NULL) return result;
    if (result == SQLITE_OK) result = real->pMethods->iVersion >= 3 ? begin(file) : SQLITE_CANTOPEN;
    if (result != SQLITE_OK) {
        file->pMethods = NULL;
        real->pMethods->xClose(real);
    }
    return result;
}

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *flags_given) {
    if (flags & SQLITE_OPEN_WAL)
        return open_over(vfs, path, file, flags, flags_given, log_file_size, log_file_begin);
    if (flags & SQLITE_OPEN_MAIN_DB)
        return open_over(vfs, path, file, flags, flags_given, database_file_size, database_file_begin);
    return below(vfs)->xOpen(below(vfs), path, file, flags, flags_given);
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int syncs_directory) {
    return below(vfs)->xDelete(below(vfs), path, syncs_directory);
}

static int access_file(sqlite3_vfs *vfs, const char *path, int flags, int *answer) {
    return below(vfs)->xAccess(below(vfs), path, flags, answer);
}

static int full_path(sqlite3_vfs *vfs, const char *path, int size, char *full) {
    return below(vfs)->xFullPathname(below(vfs), path, size, full);
}

static int randomness(sqlite3_vfs *vfs, int size, char *bytes) {
    return below(vfs)->xRandomness(below(vfs), size, bytes);
}

static int sleep_for(sqlite3_vfs *vfs, int microseconds) { return below(vfs)->xSleep(below(vfs), microseconds); }

static int current_time(sqlite3_vfs *vfs, double *days) { return below(vfs)->xCurrentTime(below(vfs), days); }

static int current_time_milliseconds(sqlite3_vfs *vfs, sqlite3_int64 *milliseconds) {
    return below(vfs)->xCurrentTimeInt64(below(vfs), milliseconds);
}

static int last_error(sqlite3_vfs *vfs, int size, char *message) {
    return below(vfs)->xGetLastError(below(vfs), size, message);
}

static const char *register_over(sqlite3_vfs *base) {
    static const char prefix[] = "nija-writer-";
    sqlite3_vfs *vfs = sqlite3_malloc64(sizeof *vfs + sizeof prefix + strlen(base->zName));
    if (vfs == NULL) return NULL;
    char *name = (char *)(vfs + 1);
    memcpy(name, prefix, sizeof prefix - 1);
    strcpy(name + sizeof prefix - 1, base->zName);
    if (sqlite3_vfs_find(name) != NULL) {
        const char *known = sqlite3_vfs_find(name)->zName;
        sqlite3_free(vfs);
        return known;
    }
    int size = log_file_size > database_file_size ? log_file_size : database_file_size;
    // Not its loading of extensions, nor its table of system calls, which version 3 has.
    *vfs = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = size + base->szOsFile,
        .mxPathname = base->mxPathname,
        .zName = name,
        .pAppData = base,
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = access_file,
        .xFullPathname = full_path,
        .xRandomness = randomness,
        .xSleep = sleep_for,
        .xCurrentTime = current_time,
        .xGetLastError = last_error,
        .xCurrentTimeInt64 = current_time_milliseconds,
    };
    if (sqlite3_vfs_register(vfs, 0) == SQLITE_OK) return vfs->zName;
    sqlite3_free(vfs);
    return NULL;
}

const char *nija_writer_vfs(const char *base) {
    sqlite3_vfs *found = sqlite3_vfs_find(base);
    if (found == NULL || found->iVersion < 2) return NULL;
    static int is_prepared;
    sqlite3_mutex *mutex = sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_APP1);
    sqlite3_mutex_enter(mutex);
    if (!is_prepared) {
        log_file_prepare();
        database_file_prepare();
        is_prepared = 1;
    }
    const char *name = register_over(found);
    sqlite3_mutex_leave(mutex);
    return name;
}
