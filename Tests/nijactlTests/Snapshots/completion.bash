# bash completion for nijactl
_nijactl() {
    local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words="" options="" said="" index
    case "$previous" in
        --format|-o) COMPREPLY=($(compgen -W "table wide json ndjson csv id" -- "$word")); return ;;
        --columns) COMPREPLY=($(compgen -W "" -- "$word")); return ;;
        --sort) COMPREPLY=($(compgen -W "" -- "$word")); return ;;
        --color) COMPREPLY=($(compgen -W "auto always never" -- "$word")); return ;;
        --account) COMPREPLY=($(compgen -W "$(timeout 0.2 nijactl account list -o id -q 2>/dev/null)" -- "$word")); return ;;
        --strategy) COMPREPLY=($(compgen -W "$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)" -- "$word")); return ;;
        --asset-class) COMPREPLY=($(compgen -W "CRYPTO EQUITY FOREX FUTURE OPTION OTHER" -- "$word")); return ;;
        --side) COMPREPLY=($(compgen -W "LONG SHORT" -- "$word")); return ;;
        --exit-reason) COMPREPLY=($(compgen -W "TP_HIT SL_HIT MANUAL TIMEOUT LIQUIDATION TRAILING_STOP" -- "$word")); return ;;
        --outcome) COMPREPLY=($(compgen -W "WIN LOSS BREAK_EVEN" -- "$word")); return ;;
        --window) COMPREPLY=($(compgen -W "all 1D 1W 1M 1Y" -- "$word")); return ;;
        --basis) COMPREPLY=($(compgen -W "gross net" -- "$word")); return ;;
        --by) COMPREPLY=($(compgen -W "strategy symbol bot prompt venue tag side exit_reason" -- "$word")); return ;;
        --matching) COMPREPLY=($(compgen -W "common_days carried_closes" -- "$word")); return ;;
        --severity) COMPREPLY=($(compgen -W "INFO WARNING CRITICAL EMERGENCY" -- "$word")); return ;;
        --min-severity) COMPREPLY=($(compgen -W "INFO WARNING CRITICAL EMERGENCY" -- "$word")); return ;;
        --category) COMPREPLY=($(compgen -W "BALANCE DRAWDOWN POSITION TRADE_PERFORMANCE VOLATILITY SYSTEM API STRATEGY COMPLIANCE" -- "$word")); return ;;
        --action) COMPREPLY=($(compgen -W "NONE PAUSE_STRATEGY STOP_ALL" -- "$word")); return ;;
        --comparison) COMPREPLY=($(compgen -W "LT GT LTE GTE EQ" -- "$word")); return ;;
        --status) COMPREPLY=($(compgen -W "ACTIVE PAUSED STOPPED" -- "$word")); return ;;
        --mode) COMPREPLY=($(compgen -W "CLOSE SIGNAL" -- "$word")); return ;;
        --gap) COMPREPLY=($(compgen -W "WORSE LEVEL PRICE" -- "$word")); return ;;
        --bar) COMPREPLY=($(compgen -W "STOP_FIRST TARGET_FIRST" -- "$word")); return ;;
    esac
    for ((index = 1; index < COMP_CWORD; index++)); do
        [[ "${COMP_WORDS[index]}" == -* ]] && break
        said="${said:+$said }${COMP_WORDS[index]}"
    done
    if [[ "$word" == -* ]]; then
        case "$said" in
        "trade record"*) options="--trade-id --account --strategy --symbol --venue --asset-class --side --quantity --leverage --entry-price --exit-price --intended-entry-price --intended-exit-price --entry-time --exit-time --profit --fees --fee-currency --is-win --stop-loss --take-profit --exit-reason --bot-id --prompt-id --user-id --user-principal-id --subscription-id --order-id --confidence --reason --tags --corrects-trade-id --position-size --strict" ;;
        "trade list"*) options="--account --strategy --symbol --venue --bot --prompt --tag --side --exit-reason --outcome --from --to --order-by --include-voided" ;;
        "trade get"*) options="--account" ;;
        "trade void"*) options="--account --reason" ;;
        "trade import"*) options="--account --rejects --dry-run --ignore-unknown --strict --strategy" ;;
        "trade export"*) options="--account --strategy --symbol --venue --bot --prompt --tag --side --exit-reason --outcome --from --to" ;;
        "fill record"*) options="--fill-id --account --user-id --symbol --side --qty --price --fees --executed-at --asset-class --strategy --venue --order-id --equity" ;;
        "fill list"*) options="--account --user-id --symbol --side --from --to" ;;
        "fill import"*) options="--account --rejects --dry-run --user-id" ;;
        "account create"*) options="--initial-capital --currency --periods-per-year --risk-free-rate --day-boundary-minutes --strict" ;;
        "account update"*) options="--initial-capital --currency --periods-per-year --risk-free-rate --strict" ;;
        "account balance"*) options="--account --balance --equity --exposure --margin --time --request-id" ;;
        "account cash-flow"*) options="--account --amount --time --note --request-id" ;;
        "account equity"*) options="--account --daily --from --to" ;;
        "account import"*) options="--account --rejects --dry-run" ;;
        "kpi show"*) options="--account --strategy --symbol --bot --prompt --venue --tag --window --from --to --basis" ;;
        "kpi trends"*) options="--account --strategy --days --basis" ;;
        "kpi history"*) options="--account --from --to" ;;
        "kpi compare"*) options="--account --basis --window --from --to" ;;
        "kpi correlation"*) options="--account" ;;
        "kpi performance"*) options="--account --strategy --symbol --bot --prompt --venue --tag --window --from --to --basis --by --order-by" ;;
        "kpi ab"*) options="--account --basis --window --from --to" ;;
        "kpi risk"*) options="--account --strategy --symbol --bot --prompt --venue --tag --window --from --to" ;;
        "kpi export"*) options="--account --basis --format -o --output --window --from --to" ;;
        "portfolio show"*) options="--account --exposures --positions --watch" ;;
        "portfolio summary"*) options="--account" ;;
        "portfolio health"*) options="--account --max-price-age --max-balance-age" ;;
        "portfolio history"*) options="--account --by --from --to" ;;
        "chart equity"*) options="--account --from --to --svg --png --pdf --ascii" ;;
        "chart drawdown"*) options="--account --from --to --svg --png --pdf --ascii" ;;
        "chart returns"*) options="--account --from --to --svg --png --pdf --ascii" ;;
        "chart monthly"*) options="--account --from --to --svg --png --pdf --ascii" ;;
        "benchmark load"*) options="--symbol --price --source --as-of --replace" ;;
        "benchmark compare"*) options="--account --strategy --from --to --matching --periods-per-year --basis --svg --png --pdf --ascii" ;;
        "compliance show"*) options="--account --user-id --result --rule --symbol --from --to" ;;
        "compliance rerun"*) options="--account --user-id" ;;
        "compliance rules"*) options="--account" ;;
        "compliance rule set"*) options="--account --enabled --threshold --asset-classes --effective-from --effective-until" ;;
        "user metrics"*) options="--account --user-id" ;;
        "alarm list"*) options="--account --severity --min-severity --category --strategy --name" ;;
        "alarm summary"*) options="--account" ;;
        "alarm ack"*) options="--note" ;;
        "alarm clear"*) options="--acked --account --note" ;;
        "alarm history"*) options="--account --severity --min-severity --category --strategy --name --from --to" ;;
        "alarm raise"*) options="--account --strategy --severity --category --message --current-value --action" ;;
        "alarm silence"*) options="--until --reason --account --name --strategy" ;;
        "alarm rule list"*) options="--account" ;;
        "alarm rule set"*) options="--account --strategy --metric --comparison --threshold-value --severity --category --description --enabled --min-trades --hysteresis --cooldown --action --escalate" ;;
        "alarm rule delete"*) options="--account --strategy" ;;
        "strategy list"*) options="--account --status" ;;
        "strategy show"*) options="--account" ;;
        "strategy register"*) options="--account --description --allocation --parameters" ;;
        "strategy pause"*) options="--account --reason" ;;
        "strategy resume"*) options="--account --reason" ;;
        "strategy stop"*) options="--account --reason" ;;
        "strategy start"*) options="--account --reason" ;;
        "stop-all"*) options="--account --reason" ;;
        "position open"*) options="--position-id --account --strategy --symbol --venue --asset-class --side --quantity --entry-price --leverage --intended-entry-price --entry-time --stop-loss --take-profit --trailing --timeout --maintenance-margin-percent --fees --bot-id --prompt-id --user-id --user-principal-id --subscription-id --order-id --confidence --reason --tags --pending --mode --gap --bar --source" ;;
        "position fill"*) options="--account --quantity --price --fees --request-id" ;;
        "position list"*) options="--account --strategy --symbol --bot-id --venue --prompt-id --status --all" ;;
        "position show"*) options="--account" ;;
        "position update"*) options="--account --stop-loss --take-profit --trailing --timeout" ;;
        "position monitor"*) options="--account --bot-id" ;;
        "position close"*) options="--account --quantity --price --fees --request-id --exit-reason --intended-price --note" ;;
        "position cancel"*) options="--account --failed --note" ;;
        "position reconcile"*) options="--account --venue --apply" ;;
        "position rules"*) options="--account --mode --gap --bar --source" ;;
        "price push"*) options="--venue --time --bid --ask --mark --bar" ;;
        "stream trades"*) options="--after-sequence --exec --count --account --strategy --symbol" ;;
        "stream kpis"*) options="--account --strategy --basis --min-interval --exec --count" ;;
        "stream alarms"*) options="--after-sequence --exec --count --account --min-severity --category" ;;
        "stream strategies"*) options="--after-sequence --exec --count --account --name" ;;
        "stream positions"*) options="--after-sequence --exec --count --account --strategy --symbol --bot-id" ;;
        "stream prices"*) options="--symbols --min-interval --exec --count" ;;
        "stream portfolio"*) options="--account --exposures --min-interval --exec --count" ;;
        "stream events"*) options="--after-sequence --exec --count --topic --account --strategy --symbol --min-severity" ;;
        "health"*) options="--service" ;;
        "dashboard"*) options="--account --watch --note" ;;
        "top"*) options="--account" ;;
        "intervals"*) options="--update --kpi --alarm-check" ;;
        "shutdown"*) options="--reason" ;;
        "rpc call"*) options="--data -d --count" ;;
        "version"*) options="--client" ;;
        "doctor"*) options="--deep --data" ;;
        "config show"*) options="--origin" ;;
        "help"*) options="--man" ;;
        esac
        COMPREPLY=($(compgen -W "$options --socket --timeout --format -o --columns --sort --limit --color --yes -y --quiet -q --verbose -v --help -h" -- "$word"))
        return
    fi
    case "$said" in
        "") words="trade fill account kpi portfolio chart benchmark compliance user alarm strategy stop-all position price stream status health dashboard top backup service intervals shutdown rpc version doctor config completion help" ;;
        "account") words="create list show update balance cash-flow equity import" ;;
        "alarm") words="list summary ack clear history raise silence silences rule" ;;
        "alarm rule") words="list set delete" ;;
        "benchmark") words="load list compare" ;;
        "chart") words="equity drawdown returns monthly" ;;
        "compliance") words="show rerun rules rule" ;;
        "compliance rule") words="set" ;;
        "config") words="show check" ;;
        "fill") words="record list import" ;;
        "kpi") words="show trends history compare correlation performance ab risk export" ;;
        "portfolio") words="show summary health history" ;;
        "position") words="open fill list show update monitor close cancel reconcile rules" ;;
        "price") words="push get" ;;
        "rpc") words="list describe call" ;;
        "service") words="start stop" ;;
        "strategy") words="list show register pause resume stop start" ;;
        "stream") words="trades kpis alarms strategies positions prices portfolio events" ;;
        "trade") words="record list get void import export" ;;
        "user") words="metrics" ;;
        "account show") words="$(timeout 0.2 nijactl account list -o id -q 2>/dev/null)" ;;
        "account update") words="$(timeout 0.2 nijactl account list -o id -q 2>/dev/null)" ;;
        "kpi compare"*) words="$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)" ;;
        "kpi correlation"*) words="$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)" ;;
        "alarm ack") words="$(timeout 0.2 nijactl alarm list -o id -q 2>/dev/null)" ;;
        "alarm clear") words="$(timeout 0.2 nijactl alarm list -o id -q 2>/dev/null)" ;;
        "strategy show") words="$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)" ;;
        "strategy register") words="$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)" ;;
        "strategy pause") words="$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)" ;;
        "strategy resume") words="$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)" ;;
        "strategy stop") words="$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)" ;;
        "strategy start") words="$(timeout 0.2 nijactl strategy list -o id -q 2>/dev/null)" ;;
        "rpc describe") words="$(timeout 0.2 nijactl rpc list -o id -q 2>/dev/null)" ;;
        "rpc call") words="$(timeout 0.2 nijactl rpc list -o id -q 2>/dev/null)" ;;
        "completion") words="$(printf '%s\n' bash zsh fish)" ;;
        *) COMPREPLY=($(compgen -f -- "$word")); return ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _nijactl nijactl
