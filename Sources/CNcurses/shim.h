/* What ncurses has as macros, as functions, and no more of it than a full-screen view needs. */
#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <ncurses.h>
#include <stdlib.h>

/* Colours by number; 0 is the terminal's own. */
enum { CURSES_PLAIN, CURSES_GREEN, CURSES_RED, CURSES_YELLOW };

/* Takes the terminal over; false when it cannot be, as with an unknown TERM. */
static inline bool curses_begin(void) {
    /* A static program finds no locales but those built in. */
    if (!setlocale(LC_ALL, "") || MB_CUR_MAX == 1) setlocale(LC_ALL, "C.UTF-8");
    if (!newterm(NULL, stdout, stdin)) return false;
    cbreak();
    noecho();
    set_escdelay(25);
    keypad(stdscr, TRUE);
    curs_set(0);
    if (has_colors()) {
        start_color();
        use_default_colors();
        init_pair(CURSES_GREEN, COLOR_GREEN, -1);
        init_pair(CURSES_RED, COLOR_RED, -1);
        init_pair(CURSES_YELLOW, COLOR_YELLOW, -1);
    }
    return true;
}

static inline void curses_end(void) { endwin(); }

static inline void curses_look(bool bold, bool faint, bool reversed, short color) {
    attr_t look = (bold ? A_BOLD : 0) | (faint ? A_DIM : 0) | (reversed ? A_REVERSE : 0);
    attr_set(look, color, NULL);
}

static inline void curses_size(int *columns, int *rows) { getmaxyx(stdscr, *rows, *columns); }
static inline void curses_clear_rest_of_line(void) { clrtoeol(); }
static inline void curses_write(const char *utf8) { addstr(utf8); }

/* The next key within so many milliseconds: 0 for none, a character's code point, or a function key's code negated. */
static inline int curses_key(int milliseconds) {
    wint_t key = 0;
    timeout(milliseconds);
    switch (get_wch(&key)) {
    case KEY_CODE_YES: return -(int)key;
    case OK: return (int)key;
    default: return 0;
    }
}

#endif
