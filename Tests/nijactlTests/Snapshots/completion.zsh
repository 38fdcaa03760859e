#compdef nijactl
# zsh completion for nijactl
_nijactl() {
  local -a commands options next
  local said entry rest
  case "$words[CURRENT-1]" in
    --format|-o) compadd -- table wide json ndjson csv id; return ;;
    --columns) compadd -- ; return ;;
    --sort) compadd -- ; return ;;
    --color) compadd -- auto always never; return ;;
    --account) compadd -- ${(f)"$(timeout 0.2 nijactl account list -o id -q 2>/dev/null)"}; return ;;
    --strategy) compadd -- ${(f)"$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)"}; return ;;
    --asset-class) compadd -- CRYPTO EQUITY FOREX FUTURE OPTION OTHER; return ;;
    --side) compadd -- LONG SHORT; return ;;
    --exit-reason) compadd -- TP_HIT SL_HIT MANUAL TIMEOUT LIQUIDATION TRAILING_STOP; return ;;
    --outcome) compadd -- WIN LOSS BREAK_EVEN; return ;;
    --window) compadd -- all 1D 1W 1M 1Y; return ;;
    --basis) compadd -- gross net; return ;;
    --by) compadd -- strategy symbol bot prompt venue tag side exit_reason; return ;;
    --matching) compadd -- common_days carried_closes; return ;;
    --severity) compadd -- INFO WARNING CRITICAL EMERGENCY; return ;;
    --min-severity) compadd -- INFO WARNING CRITICAL EMERGENCY; return ;;
    --category) compadd -- BALANCE DRAWDOWN POSITION TRADE_PERFORMANCE VOLATILITY SYSTEM API STRATEGY COMPLIANCE; return ;;
    --action) compadd -- NONE PAUSE_STRATEGY STOP_ALL; return ;;
    --comparison) compadd -- LT GT LTE GTE EQ; return ;;
    --status) compadd -- ACTIVE PAUSED STOPPED; return ;;
    --mode) compadd -- CLOSE SIGNAL; return ;;
    --gap) compadd -- WORSE LEVEL PRICE; return ;;
    --bar) compadd -- STOP_FIRST TARGET_FIRST; return ;;
  esac
  said="${(j: :)${words[2,CURRENT-1]:#-*}}"
  if [[ "$words[CURRENT]" == -* ]]; then
    case "$said" in
    "trade record"*) options=(--trade-id --account --strategy --symbol --venue --asset-class --side --quantity --leverage --entry-price --exit-price --intended-entry-price --intended-exit-price --entry-time --exit-time --profit --fees --fee-currency --is-win --stop-loss --take-profit --exit-reason --bot-id --prompt-id --user-id --user-principal-id --subscription-id --order-id --confidence --reason --tags --corrects-trade-id --position-size --strict) ;;
    "trade list"*) options=(--account --strategy --symbol --venue --bot --prompt --tag --side --exit-reason --outcome --from --to --order-by --include-voided) ;;
    "trade get"*) options=(--account) ;;
    "trade void"*) options=(--account --reason) ;;
    "trade import"*) options=(--account --rejects --dry-run --ignore-unknown --strict --strategy) ;;
    "trade export"*) options=(--account --strategy --symbol --venue --bot --prompt --tag --side --exit-reason --outcome --from --to) ;;
    "fill record"*) options=(--fill-id --account --user-id --symbol --side --qty --price --fees --executed-at --asset-class --strategy --venue --order-id --equity) ;;
    "fill list"*) options=(--account --user-id --symbol --side --from --to) ;;
    "fill import"*) options=(--account --rejects --dry-run --user-id) ;;
    "account create"*) options=(--initial-capital --currency --periods-per-year --risk-free-rate --day-boundary-minutes --strict) ;;
    "account update"*) options=(--initial-capital --currency --periods-per-year --risk-free-rate --strict) ;;
    "account balance"*) options=(--account --balance --equity --exposure --margin --time --request-id) ;;
    "account cash-flow"*) options=(--account --amount --time --note --request-id) ;;
    "account equity"*) options=(--account --daily --from --to) ;;
    "account import"*) options=(--account --rejects --dry-run) ;;
    "kpi show"*) options=(--account --strategy --symbol --bot --prompt --venue --tag --window --from --to --basis) ;;
    "kpi trends"*) options=(--account --strategy --days --basis) ;;
    "kpi history"*) options=(--account --from --to) ;;
    "kpi compare"*) options=(--account --basis --window --from --to) ;;
    "kpi correlation"*) options=(--account) ;;
    "kpi performance"*) options=(--account --strategy --symbol --bot --prompt --venue --tag --window --from --to --basis --by --order-by) ;;
    "kpi ab"*) options=(--account --basis --window --from --to) ;;
    "kpi risk"*) options=(--account --strategy --symbol --bot --prompt --venue --tag --window --from --to) ;;
    "kpi export"*) options=(--account --basis --format -o --output --window --from --to) ;;
    "portfolio show"*) options=(--account --exposures --positions --watch) ;;
    "portfolio summary"*) options=(--account) ;;
    "portfolio health"*) options=(--account --max-price-age --max-balance-age) ;;
    "portfolio history"*) options=(--account --by --from --to) ;;
    "chart equity"*) options=(--account --from --to --svg --png --pdf --ascii) ;;
    "chart drawdown"*) options=(--account --from --to --svg --png --pdf --ascii) ;;
    "chart returns"*) options=(--account --from --to --svg --png --pdf --ascii) ;;
    "chart monthly"*) options=(--account --from --to --svg --png --pdf --ascii) ;;
    "benchmark load"*) options=(--symbol --price --source --as-of --replace) ;;
    "benchmark compare"*) options=(--account --strategy --from --to --matching --periods-per-year --basis --svg --png --pdf --ascii) ;;
    "compliance show"*) options=(--account --user-id --result --rule --symbol --from --to) ;;
    "compliance rerun"*) options=(--account --user-id) ;;
    "compliance rules"*) options=(--account) ;;
    "compliance rule set"*) options=(--account --enabled --threshold --asset-classes --effective-from --effective-until) ;;
    "user metrics"*) options=(--account --user-id) ;;
    "alarm list"*) options=(--account --severity --min-severity --category --strategy --name) ;;
    "alarm summary"*) options=(--account) ;;
    "alarm ack"*) options=(--note) ;;
    "alarm clear"*) options=(--acked --account --note) ;;
    "alarm history"*) options=(--account --severity --min-severity --category --strategy --name --from --to) ;;
    "alarm raise"*) options=(--account --strategy --severity --category --message --current-value --action) ;;
    "alarm silence"*) options=(--until --reason --account --name --strategy) ;;
    "alarm rule list"*) options=(--account) ;;
    "alarm rule set"*) options=(--account --strategy --metric --comparison --threshold-value --severity --category --description --enabled --min-trades --hysteresis --cooldown --action --escalate) ;;
    "alarm rule delete"*) options=(--account --strategy) ;;
    "strategy list"*) options=(--account --status) ;;
    "strategy show"*) options=(--account) ;;
    "strategy register"*) options=(--account --description --allocation --parameters) ;;
    "strategy pause"*) options=(--account --reason) ;;
    "strategy resume"*) options=(--account --reason) ;;
    "strategy stop"*) options=(--account --reason) ;;
    "strategy start"*) options=(--account --reason) ;;
    "stop-all"*) options=(--account --reason) ;;
    "position open"*) options=(--position-id --account --strategy --symbol --venue --asset-class --side --quantity --entry-price --leverage --intended-entry-price --entry-time --stop-loss --take-profit --trailing --timeout --maintenance-margin-percent --fees --bot-id --prompt-id --user-id --user-principal-id --subscription-id --order-id --confidence --reason --tags --pending --mode --gap --bar --source) ;;
    "position fill"*) options=(--account --quantity --price --fees --request-id) ;;
    "position list"*) options=(--account --strategy --symbol --bot-id --venue --prompt-id --status --all) ;;
    "position show"*) options=(--account) ;;
    "position update"*) options=(--account --stop-loss --take-profit --trailing --timeout) ;;
    "position monitor"*) options=(--account --bot-id) ;;
    "position close"*) options=(--account --quantity --price --fees --request-id --exit-reason --intended-price --note) ;;
    "position cancel"*) options=(--account --failed --note) ;;
    "position reconcile"*) options=(--account --venue --apply) ;;
    "position rules"*) options=(--account --mode --gap --bar --source) ;;
    "price push"*) options=(--venue --time --bid --ask --mark --bar) ;;
    "stream trades"*) options=(--after-sequence --exec --count --account --strategy --symbol) ;;
    "stream kpis"*) options=(--account --strategy --basis --min-interval --exec --count) ;;
    "stream alarms"*) options=(--after-sequence --exec --count --account --min-severity --category) ;;
    "stream strategies"*) options=(--after-sequence --exec --count --account --name) ;;
    "stream positions"*) options=(--after-sequence --exec --count --account --strategy --symbol --bot-id) ;;
    "stream prices"*) options=(--symbols --min-interval --exec --count) ;;
    "stream portfolio"*) options=(--account --exposures --min-interval --exec --count) ;;
    "stream events"*) options=(--after-sequence --exec --count --topic --account --strategy --symbol --min-severity) ;;
    "health"*) options=(--service) ;;
    "dashboard"*) options=(--account --watch --note) ;;
    "top"*) options=(--account) ;;
    "intervals"*) options=(--update --kpi --alarm-check) ;;
    "shutdown"*) options=(--reason) ;;
    "rpc call"*) options=(--data -d --count) ;;
    "version"*) options=(--client) ;;
    "doctor"*) options=(--deep --data) ;;
    "config show"*) options=(--origin) ;;
    "help"*) options=(--man) ;;
    esac
    compadd -- $options --socket --timeout --format -o --columns --sort --limit --color --yes -y --quiet -q --verbose -v --help -h
    return
  fi
  case "$said" in
    "account show") compadd -- ${(f)"$(timeout 0.2 nijactl account list -o id -q 2>/dev/null)"}; return ;;
    "account update") compadd -- ${(f)"$(timeout 0.2 nijactl account list -o id -q 2>/dev/null)"}; return ;;
    "kpi compare"*) compadd -- ${(f)"$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)"}; return ;;
    "kpi correlation"*) compadd -- ${(f)"$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)"}; return ;;
    "alarm ack") compadd -- ${(f)"$(timeout 0.2 nijactl alarm list -o id -q 2>/dev/null)"}; return ;;
    "alarm clear") compadd -- ${(f)"$(timeout 0.2 nijactl alarm list -o id -q 2>/dev/null)"}; return ;;
    "strategy show") compadd -- ${(f)"$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)"}; return ;;
    "strategy register") compadd -- ${(f)"$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)"}; return ;;
    "strategy pause") compadd -- ${(f)"$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)"}; return ;;
    "strategy resume") compadd -- ${(f)"$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)"}; return ;;
    "strategy stop") compadd -- ${(f)"$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)"}; return ;;
    "strategy start") compadd -- ${(f)"$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)"}; return ;;
    "rpc describe") compadd -- ${(f)"$(timeout 0.2 nijactl rpc list -o id -q 2>/dev/null)"}; return ;;
    "rpc call") compadd -- ${(f)"$(timeout 0.2 nijactl rpc list -o id -q 2>/dev/null)"}; return ;;
    "completion") compadd -- ${(f)"$(printf '%s\n' bash zsh fish)"}; return ;;
  esac
  commands=(
    'trade record:record one trade'
    'trade list:list trades, newest first'
    'trade get:show one trade'
    'trade void:take a trade out of every figure'
    'trade import:record trades of a file – CSV, ndjson or a freqtrade export'
    'trade export:write all trades as CSV or ndjson, oldest first'
    'fill record:record one fill, and see what the rules of compliance say'
    'fill list:list fills, the last executed first'
    'fill import:record fills of a file – CSV, ndjson or a JSON list'
    'account create:create an account'
    'account list:list accounts'
    'account show:show an account and what it is worth'
    'account update:change an account’s settings'
    'account balance:report what an account is worth'
    'account cash-flow:record a deposit or a withdrawal'
    'account equity:list balance reports, or the daily series'
    'account import:record balances and cash flows of a CSV file'
    'kpi show:show every figure of an account, a strategy or another scope'
    'kpi trends:show how the main figures moved, day by day'
    'kpi history:list the snapshots that were kept'
    'kpi compare:show strategies side by side'
    'kpi correlation:show how strategies move together'
    'kpi performance:show figures by strategy, symbol, bot, prompt, venue, tag, side or exit reason'
    'kpi ab:hold two prompts against each other, with a test of significance'
    'kpi risk:show how trades kept to their stops and targets'
    'kpi export:write a report as JSON, CSV, Markdown or HTML'
    'portfolio show:show what an account is worth, and what is open'
    'portfolio summary:show the main figures of every account, and their sums'
    'portfolio health:say whether the figures can be relied on; exit 1 when they cannot'
    'portfolio history:list the hours or days of an account – trades, profit, equity'
    'chart equity:draw equity at the end of each day'
    'chart drawdown:draw how far equity is below its peak'
    'chart returns:draw the return of each day'
    'chart monthly:show the returns of months and years'
    'benchmark load:keep daily closes of a benchmark (SPY, QQQ, DIA, IWM, VTI, VOO, AGG, GLD, BTC, …) from a CSV file'
    'benchmark list:list the benchmarks that prices are kept of'
    'benchmark compare:compare an account with benchmarks'
    'compliance show:what the rules say of a user’s fills, the last executed first'
    'compliance rerun:audit a user from scratch, and raise the alarms that are missing'
    'compliance rules:list the rules as they are set'
    'compliance rule set:set a rule, for all accounts or for one'
    'user metrics:what a user has made of what was invested, by first in, first out'
    'alarm list:list active alarms, worst first'
    'alarm summary:count alarms'
    'alarm ack:note that you have seen an alarm'
    'alarm clear:end an alarm, or all that were acknowledged'
    'alarm history:list what happened to alarms, newest first'
    'alarm raise:report trouble that a bot sees'
    'alarm silence:mark alarms as silenced for a time'
    'alarm silences:list silences in force'
    'alarm rule list:list thresholds'
    'alarm rule set:create or replace a threshold'
    'alarm rule delete:delete a threshold; its alarms resolve'
    'strategy list:list strategies with their performance'
    'strategy show:show a strategy'
    'strategy register:register a strategy, or replace what it says of itself'
    'strategy pause:ACTIVE to PAUSED – open nothing new'
    'strategy resume:PAUSED to ACTIVE'
    'strategy stop:ACTIVE or PAUSED to STOPPED'
    'strategy start:STOPPED to ACTIVE'
    'stop-all:stop every strategy – the emergency button'
    'position open:open a position, which is then watched on every price'
    'position fill:record an entry – opens a pending position, scales an open one in'
    'position list:list positions, newest first'
    'position show:show a position'
    'position update:change the levels that are given; none takes one away'
    'position monitor:look at every open position now'
    'position close:close a position, whole or in part'
    'position cancel:give a pending position up'
    'position reconcile:compare with what a venue holds – SYMBOL –SIDE –QUANTITY[ –ENTRY_PRICE]'
    'position rules:set what an account’s positions inherit'
    'price push:take a price in – marks open positions, and closes those whose level it reaches'
    'price get:show the newest prices'
    'stream trades:follow trades as they are recorded and voided'
    'stream kpis:follow the figures of an account or strategy'
    'stream alarms:follow what happens to alarms'
    'stream strategies:follow what happens to strategies, their current state first'
    'stream positions:follow what happens to positions, the open ones first'
    'stream prices:follow prices, the newest of each symbol first'
    'stream portfolio:follow what an account is worth'
    'stream events:follow everything in one stream'
    'status:show what the daemon is doing'
    'health:say whether the daemon serves; exit 1 when it does not, 5 when nobody answers'
    'dashboard:show figures, alarms, strategies and the daemon at a glance'
    'top:watch the portfolio, positions, strategies, alarms and trades full-screen'
    'backup:copy the database to a file while the daemon runs'
    'service start:start keeping periodic KPI snapshots'
    'service stop:stop keeping periodic KPI snapshots'
    'intervals:show or change how often the daemon does what it does periodically'
    'shutdown:drain the daemon and end it'
    'rpc list:list the methods of the daemon'
    'rpc describe:show a service, method, message or enumeration as the .proto has it'
    'rpc call:call a method with a message in JSON, and print what it answers'
    'version:show the versions of both ends'
    'doctor:look for what is wrong, and say what helps'
    'config show:show the settings of nijactl'
    'config check:check a configuration file of nijad or nijactl'
    'completion:write a script that completes commands in a shell'
    'help:show how commands are used'
  )
  for entry in $commands; do
    rest="${entry%%:*}"
    [[ -z "$said" ]] || { [[ "$rest" == "$said "* ]] || continue; rest="${rest#$said }"; }
    [[ "$rest" == *' '* ]] && next+=("${rest%% *}") || next+=("$rest:${entry#*:}")
  done
  (( $#next )) && _describe command next || _files
}
compdef _nijactl nijactl
