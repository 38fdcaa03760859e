#include "NijaProto.h"
