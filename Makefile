# Builds the library, the `aster` command, the tests and the benchmarks. `make help` lists the targets.
#
# Sources are found by wildcard: a new .c or .as file needs no entry here. Everything that
# is made lies in $(BUILD); each variant (release, debug, asan) has a folder of its own, so that
# switching between them rebuilds nothing.

VARIANT ?= release
BUILD_release := build
BUILD_debug   := build-debug
BUILD_asan    := build-asan
BUILD ?= $(BUILD_$(VARIANT))

PREFIX ?= /usr/local
SETUP  ?= 1
NPROC  := $(shell nproc 2>/dev/null || echo 2)
VERSION := $(or $(shell sed -n 's/^\#define ASTER_VERSION "\(.*\)"/\1/p' include/aster.h \
                        2>/dev/null),0.1.0)

# --- flags ----------------------------------------------------------------------------------------

OPT_release := -O2 -g -fno-semantic-interposition -DNDEBUG
OPT_debug   := -O0 -g -DAS_DEBUG=1
OPT_asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
               -fno-sanitize-recover=undefined -DAS_DEBUG=1
OPT         ?= $(OPT_$(VARIANT))
SAN_asan    := -fsanitize=address,undefined
SAN         := $(SAN_$(VARIANT))

WARN := -Wall -Wextra -Wshadow -Wconversion $(if $(filter true,$(CI)),-Werror)

# The first form that this machine knows: a .pc file, else the plain library name.
pkg_libs   = $(shell pkg-config --libs $(1) 2>/dev/null || echo $(2))
pkg_cflags = $(shell pkg-config --cflags $(1) 2>/dev/null)
LIB_CFLAGS := $(call pkg_cflags,libuv) $(call pkg_cflags,gmp)
LIB_LIBS   := $(call pkg_libs,libuv,-luv) $(call pkg_libs,gmp,-lgmp) -lm -lpthread -ldl
CLI_CFLAGS := $(call pkg_cflags,readline)
CLI_LIBS   := $(call pkg_libs,readline,-lreadline)

# -fPIC everywhere: the archive and the shared object are made of the same objects, and with hidden
# visibility it costs next to nothing on x86-64.
BASE_CFLAGS = -std=gnu11 -I. -Iinclude $(OPT) $(WARN) $(CFLAGS) -D_GNU_SOURCE=
OBJ_CFLAGS  = $(BASE_CFLAGS) -fPIC -fvisibility=hidden $(LIB_CFLAGS)
DEPFLAGS    = -MMD -MP

# V=1 shows the commands whole.
Q = $(if $(V),,@echo '  $@'; )

# --- what there is ----------------------------------------------------------------------------------

LIB_SRCS := $(wildcard base/*.c lexer/*.c parser/*.c compiler/*.c vm/*.c vm/objects/*.c vm/loop/*.c \
                       stdlib/*.c stdlib/*/*.c embed/*.c)
AS_SRCS  := $(sort $(shell find stdlib -name '*.as' 2>/dev/null))
CLI_SRCS := $(wildcard cli/*.c)

LIB_OBJS := $(LIB_SRCS:%.c=$(BUILD)/%.o) $(BUILD)/stdlib/frozen.o
CLI_OBJS := $(CLI_SRCS:%.c=$(BUILD)/%.o)
STATIC   := $(BUILD)/libaster.a
SHARED   := $(BUILD)/libaster.so
COMMAND  := $(if $(CLI_SRCS),$(BUILD)/aster)

RUNNER      := $(BUILD)/tests/run
RUNNER_SRCS := $(wildcard tests/runner/*.c)
RUNNER_OBJS := $(RUNNER_SRCS:%.c=$(BUILD)/%.o)
TEST_SRCS   := $(wildcard tests/unit/*.c tests/embed/*.c tests/repl/*.c examples/embed/*.c)
TEST_BINS   := $(TEST_SRCS:%.c=$(BUILD)/%)
BENCH_RUN   := $(BUILD)/bench/run

# A sub-make of a target that starts with the set-up: the set-up may have installed what the first
# lines of this file asked pkg-config for. Uses all cores unless -j says otherwise.
SUBMAKE = $(MAKE) --no-print-directory VARIANT=$(VARIANT) \
          $(if $(findstring -j,$(MAKEFLAGS)),,-j$(NPROC))

.PHONY: all lib debug asan setup tests test test-asan test-debug test-stress test-all run bench \
        install clean help format compile_commands FORCE
.DELETE_ON_ERROR:
.SUFFIXES:

all: $(STATIC) $(SHARED) $(COMMAND)

lib: $(STATIC) $(SHARED)

debug:
	+@$(SUBMAKE) VARIANT=debug all

asan:
	+@$(SUBMAKE) VARIANT=asan all

# --- the library and the command ----------------------------------------------------------------

$(STATIC): $(LIB_OBJS) $(BUILD)/stamp/lib-objects
	$(Q)rm -f $@; ar qcs $@ $(LIB_OBJS)

$(SHARED): $(LIB_OBJS) $(BUILD)/stamp/lib-objects
	$(Q)$(CC) $(SAN) -shared -Wl,-soname,libaster.so.0 $(LDFLAGS) -o $@ $(LIB_OBJS) $(LIB_LIBS)
	@ln -sf libaster.so $@.0

$(BUILD)/aster: $(CLI_OBJS) $(STATIC)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $(CLI_OBJS) $(STATIC) $(CLI_LIBS) $(LIB_LIBS)

$(BUILD)/cli/%.o: cli/%.c $(BUILD)/stamp/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(OBJ_CFLAGS) $(CLI_CFLAGS) $(DEPFLAGS) -c -o $@ $<

$(BUILD)/%.o: %.c $(BUILD)/stamp/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(OBJ_CFLAGS) $(DEPFLAGS) -c -o $@ $<

# Modules written in Aster travel inside the library.
$(BUILD)/scripts/embed_as: scripts/embed_as.c $(BUILD)/stamp/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(BASE_CFLAGS) $(SAN) -o $@ $<

$(BUILD)/stdlib/frozen.c: $(BUILD)/scripts/embed_as $(AS_SRCS) $(BUILD)/stamp/frozen-sources
	@mkdir -p $(@D)
	$(Q)$(BUILD)/scripts/embed_as stdlib $@ $(AS_SRCS)

$(BUILD)/stdlib/frozen.o: $(BUILD)/stdlib/frozen.c stdlib/frozen.h $(BUILD)/stamp/flags
	$(Q)$(CC) $(OBJ_CFLAGS) $(DEPFLAGS) -c -o $@ $<

# A stamp changes only when the text in it does: other flags or another list of files rebuild what
# depends on them, the same ones nothing.
STAMP = @mkdir -p $(@D); printf '%s\n' "$(1)" >$@.new; \
        if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(BUILD)/stamp/flags: FORCE
	$(call STAMP,$(CC) $(OBJ_CFLAGS) $(CLI_CFLAGS) $(LDFLAGS))
$(BUILD)/stamp/lib-objects: FORCE
	$(call STAMP,$(LIB_OBJS))
$(BUILD)/stamp/frozen-sources: FORCE
	$(call STAMP,$(AS_SRCS))
FORCE:

# --- tests ------------------------------------------------------------------------------------------

tests: all $(RUNNER) $(TEST_BINS)

# The runner itself needs none of the library.
$(RUNNER): $(RUNNER_OBJS)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $(RUNNER_OBJS)

# Tests keep their asserts in every variant.
$(TEST_BINS): $(BUILD)/%: %.c $(STATIC) $(BUILD)/stamp/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(BASE_CFLAGS) -UNDEBUG $(LIB_CFLAGS) $(DEPFLAGS) -MF $@.d $(SAN) $(LDFLAGS) -o $@ $< \
	    $(STATIC) $(LIB_LIBS)

# TESTS="tests/language/int_add.as tests/asyncio" runs only these.
RUN_TESTS = $(RUNNER) --build $(BUILD) $(RUNFLAGS) $(TESTS)

setup:
	@if [ "$(SETUP)" != 0 ]; then CC="$(CC)" sh scripts/setup; fi

test: setup
	+@$(SUBMAKE) tests
	@$(RUN_TESTS)

test-asan:
	+@$(SUBMAKE) VARIANT=asan SETUP=$(SETUP) test

test-debug:
	+@$(SUBMAKE) VARIANT=debug SETUP=$(SETUP) test

test-stress: setup
	+@$(SUBMAKE) tests
	@$(RUNNER) --build $(BUILD) --stress $(RUNFLAGS) $(or $(TESTS),tests/language tests/errors)

test-all: setup
	+@$(SUBMAKE) tests
	@$(RUN_TESTS)
	+@$(SUBMAKE) SETUP=0 test-stress
	+@$(SUBMAKE) SETUP=0 VARIANT=asan test

# --- showing, measuring, installing -----------------------------------------------------------------

run: setup
	+@$(SUBMAKE) all
	@sh scripts/tour $(BUILD)/aster

$(BENCH_RUN): bench/run.c $(BUILD)/stamp/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(BASE_CFLAGS) $(SAN) -o $@ $< -lm

bench:
	+@$(SUBMAKE) all $(BENCH_RUN)
	@$(BENCH_RUN) --aster $(BUILD)/aster $(BENCHFLAGS)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include
	install -m 755 $(BUILD)/aster $(DESTDIR)$(PREFIX)/bin/aster
	install -m 644 $(STATIC) $(DESTDIR)$(PREFIX)/lib/libaster.a
	install -m 755 $(SHARED) $(DESTDIR)$(PREFIX)/lib/libaster.so.0
	ln -sf libaster.so.0 $(DESTDIR)$(PREFIX)/lib/libaster.so
	install -m 644 include/aster.h $(DESTDIR)$(PREFIX)/include/aster.h
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' scripts/aster.pc.in \
	    >$(DESTDIR)$(PREFIX)/lib/pkgconfig/aster.pc

clean:
	rm -rf build build-debug build-asan compile_commands.json

ALL_C = $(LIB_SRCS) $(CLI_SRCS) $(RUNNER_SRCS) $(TEST_SRCS) $(wildcard scripts/*.c bench/*.c)

format:
	clang-format -i $(ALL_C) $(wildcard include/*.h base/*.h lexer/*.h parser/*.h compiler/*.h vm/*.h \
	    vm/objects/*.h vm/loop/*.h stdlib/*.h stdlib/*/*.h embed/*.h cli/*.h tests/*/*.h)

compile_commands:
	@{ echo '['; first=; for f in $(ALL_C); do [ -z "$$first" ] || echo ','; first=no; \
	   printf '{"directory": "%s", "file": "%s", "command": "%s -c %s"}' "$(CURDIR)" "$$f" \
	       "$(CC) $(OBJ_CFLAGS) $(CLI_CFLAGS)" "$$f"; done; echo; echo ']'; } >compile_commands.json

help:
	@echo 'make                 the library and the command, optimised, in build/'
	@echo 'make run             build, then a guided tour of examples/documents'
	@echo 'make test            build and run all tests (TESTS="PATH..." for some of them)'
	@echo 'make debug | asan    other variants, in build-debug/ and build-asan/'
	@echo 'make test-asan       the tests with the address and undefined-behaviour sanitizers'
	@echo 'make test-stress     the language tests with a collection at every allocation'
	@echo 'make test-all        all of these'
	@echo 'make bench           CPU time and memory against python3 (BENCHFLAGS="--help")'
	@echo 'make install         to PREFIX=$(PREFIX)'
	@echo 'make format          clang-format; make compile_commands for editors; make clean'
	@echo 'Variables: CC, CFLAGS, LDFLAGS, V=1 (show commands), SETUP=0 (install nothing),'
	@echo '           CI=true (warnings are errors)'

-include $(LIB_OBJS:.o=.d) $(CLI_OBJS:.o=.d) $(RUNNER_OBJS:.o=.d) $(TEST_BINS:=.d)
