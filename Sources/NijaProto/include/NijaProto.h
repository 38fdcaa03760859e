static inline int nijaproto_placeholder(void) { return 0; }
