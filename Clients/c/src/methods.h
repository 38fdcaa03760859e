/* What of the contract is made into tables (methods.c, by Protos/generate). */
#ifndef NIJA_METHODS_TABLES_H
#define NIJA_METHODS_TABLES_H

#include <stddef.h>

/* Names of the string fields that hold decimals, sorted. */
extern const char *const nija_decimal_names[];
extern const size_t nija_decimal_name_count;

#endif
