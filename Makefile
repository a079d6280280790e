# The commands of this house. `make` alone lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# A fresh rustup is on the path of the next login only.
export PATH := $(HOME)/.cargo/bin:$(PATH)

TARGET := $(or $(CARGO_TARGET_DIR),target)
# The only version whose prebuilt packages are complete; building the command from source takes 20 minutes.
TAURI_CLI := @tauri-apps/cli@2.12.3
UI_SOURCES := $(shell find ui \( -name node_modules -o -name dist -o -name tests \) -prune -o -type f -print)

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## show the demo salon; without a display, book through a virtual one and leave pictures in demo-output/
	@.ci/setup demo
	@$(MAKE) ui/dist/index.html
ifneq ($(DISPLAY)$(WAYLAND_DISPLAY),)
	cargo run --bin kamm -- demo
else
	cargo build --workspace --bin kamm --example demo
	$(TARGET)/debug/examples/demo --program $(TARGET)/debug/kamm --screenshots demo-output
endif

.PHONY: screens
screens: ## take pictures of every screen, de/en and light/dark, from the real window into docs/screens/
	@.ci/setup demo
	@$(MAKE) ui/dist/index.html
	cargo build --workspace --bin kamm --example screens
	$(TARGET)/debug/examples/screens --program $(TARGET)/debug/kamm --pictures docs/screens

.PHONY: run
run: ## start Kamm itself
	@.ci/setup build
	@$(MAKE) ui/dist/index.html
	cargo run --bin kamm

.PHONY: test
test: ## run every test: the window's code and pages, all crates, the keychain, the real window
	@.ci/setup test
	npm --prefix ui test
	npm --prefix ui run test:browser
	@$(MAKE) ui/dist/index.html
	cargo test --workspace

.PHONY: lint
lint: ## check format, clippy, types and eslint; every warning is an error
	@.ci/setup test
	cargo fmt --all --check
	npm --prefix ui run check
	npm --prefix ui run lint
	@$(MAKE) ui/dist/index.html
	cargo clippy --workspace --all-targets -- -D warnings

.PHONY: bench
bench: ## measure; the numbers and what they mean are in docs/PERFORMANCE.md
	@.ci/setup test
	@$(MAKE) ui/dist/index.html
	cargo bench --workspace

.PHONY: soak
soak: ## live through SOAK_DAYS bad days, 10000 unless said otherwise; see docs/RELIABILITY.md
	@.ci/setup build
	TMPDIR=$(or $(wildcard /dev/shm),$(TMPDIR),/tmp) SOAK_DAYS=$(or $(SOAK_DAYS),10000) cargo test --release -p sync --test simulation -- --nocapture

.PHONY: deb
deb: ## build the Debian package (optimised, some 8 minutes), under target/release/bundle/deb
	@.ci/setup build
	npx --yes $(TAURI_CLI) build --bundles deb

.PHONY: clean
clean: ## remove everything that was built; node modules stay
	cargo clean
	rm -rf ui/dist demo-output

# The window's pages are compiled into the program, so they are built first.
ui/dist/index.html: $(UI_SOURCES)
	npm --prefix ui run build
	@touch $@
