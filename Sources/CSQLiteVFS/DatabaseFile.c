// The database file: the locks that its writer has on the log's index are kept between transactions.
//
// A transaction takes six calls for locks: the right to write, a read mark (how far into the log its reader sees, so that no
// checkpoint copies more than that back), the same mark exclusively to move it on, and all of them back. There is one writer,
// so here it gives nothing back, and has it already when it asks again:
//
// - The right to write stays taken. A program that wants to write behind nija's back gets SQLITE_BUSY.
// - One read mark stays shared. It falls behind, as a long reader's does: SQLite takes an older mark when it may not move
//   one, since an older one only keeps more of the log. So moving any is refused while one is kept.
//
// A checkpoint, and the transaction that starts the log anew, take the marks back first; nothing of the log is ever kept
// for a mark that nobody needs. Other connections see what they would see of a writer and a reader that are never done.

#include "File.h"

/// The slots for locks, as SQLite's file format document has them ("WAL Locks"): for writing, for checkpoints, for recovery,
/// for readers that need nothing of the log, and four read marks.
enum { write_slot = 0, checkpoint_slot = 1, first_mark_slot = 4 };

typedef struct {
    File file;
    /// The right to write is taken below.
    int has_write_lock;
    /// The read mark that is shared below; 0: none.
    int mark;
    /// SQLite has it, too: it reads.
    int reads;
    int is_checkpointing;
} DatabaseFile;

const int database_file_size = sizeof(DatabaseFile);

static int lock_below(DatabaseFile *database, int slot, int count, int flags) {
    return forwarding_methods.xShmLock(&database->file.seen, slot, count, flags);
}

static int give_mark_back(DatabaseFile *database) {
    if (database->mark == 0 || database->reads) return SQLITE_OK;
    int slot = database->mark;
    database->mark = 0;
    return lock_below(database, slot, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
}

static int share(DatabaseFile *database, int slot) {
    if (slot < first_mark_slot) return lock_below(database, slot, 1, SQLITE_SHM_LOCK | SQLITE_SHM_SHARED);
    if (slot != database->mark) {
        int result = give_mark_back(database);
        if (result == SQLITE_OK) result = lock_below(database, slot, 1, SQLITE_SHM_LOCK | SQLITE_SHM_SHARED);
        if (result != SQLITE_OK) return result;
        database->mark = slot;
    }
    database->reads = 1;
    return SQLITE_OK;
}

static int stop_sharing(DatabaseFile *database, int slot) {
    if (slot != database->mark) return lock_below(database, slot, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
    database->reads = 0;
    return SQLITE_OK;
}

static int exclude(DatabaseFile *database, int slot, int count) {
    if (slot == write_slot && database->has_write_lock) return SQLITE_OK;
    int covers_checkpoint = slot <= checkpoint_slot && checkpoint_slot < slot + count;
    int is_one_mark = slot >= first_mark_slot && count == 1;
    if (is_one_mark && database->mark != 0 && !database->is_checkpointing) return SQLITE_BUSY;
    int result = SQLITE_OK;
    if (covers_checkpoint || slot + count > first_mark_slot) result = give_mark_back(database);
    if (result == SQLITE_OK) result = lock_below(database, slot, count, SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE);
    if (result != SQLITE_OK) return result;
    if (slot == write_slot) database->has_write_lock = 1;
    if (covers_checkpoint) database->is_checkpointing = 1;
    return SQLITE_OK;
}

static int stop_excluding(DatabaseFile *database, int slot, int count) {
    if (slot == write_slot) return SQLITE_OK;
    if (slot <= checkpoint_slot && checkpoint_slot < slot + count) database->is_checkpointing = 0;
    return lock_below(database, slot, count, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
}

static int database_lock(sqlite3_file *file, int slot, int count, int flags) {
    DatabaseFile *database = (DatabaseFile *)file;
    switch (flags) {
    case SQLITE_SHM_LOCK | SQLITE_SHM_SHARED: return share(database, slot);
    case SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED: return stop_sharing(database, slot);
    case SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE: return exclude(database, slot, count);
    default: return stop_excluding(database, slot, count);
    }
}

/// The layer below shares the memory among the connections of this process, so locks do not end with it.
static int database_unmap(sqlite3_file *file, int deletes) {
    DatabaseFile *database = (DatabaseFile *)file;
    database->reads = 0;
    give_mark_back(database);
    if (database->has_write_lock) {
        database->has_write_lock = 0;
        lock_below(database, write_slot, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
    }
    return forwarding_methods.xShmUnmap(file, deletes);
}

static sqlite3_io_methods database_methods;

void database_file_prepare(void) {
    database_methods = forwarding_methods;
    database_methods.xShmLock = database_lock;
    database_methods.xShmUnmap = database_unmap;
}

int database_file_begin(sqlite3_file *file) {
    file->pMethods = &database_methods;
    return SQLITE_OK;
}
