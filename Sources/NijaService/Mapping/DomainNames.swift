import NijaBenchmarks
import NijaCompliance
import NijaMessages
import NijaModel
import NijaPortfolio

// The domain and the messages call the same things by the same names. In this module a bare name is the domain's;
// a message is qualified (`NijaMessages.Trade`).
typealias Account = NijaModel.Account
typealias Actor = NijaModel.Actor
typealias Alarm = NijaModel.Alarm
typealias AlarmAction = NijaModel.AlarmAction
typealias AlarmCategory = NijaModel.AlarmCategory
typealias AlarmState = NijaModel.AlarmState
typealias AlarmTransition = NijaModel.AlarmTransition
typealias AssetClass = NijaModel.AssetClass
typealias Audit = NijaCompliance.Audit
typealias AuditResult = NijaCompliance.AuditResult
typealias BalanceReport = NijaModel.BalanceReport
typealias BenchmarkComparison = NijaBenchmarks.BenchmarkComparison
typealias CalendarMatching = NijaBenchmarks.CalendarMatching
typealias CashFlow = NijaModel.CashFlow
typealias Comparison = NijaModel.Comparison
typealias ComplianceRule = NijaModel.ComplianceRule
typealias ExitMode = NijaModel.ExitMode
typealias ExitReason = NijaModel.ExitReason
typealias ExitRules = NijaModel.ExitRules
typealias GapPolicy = NijaModel.GapPolicy
typealias BarPolicy = NijaModel.BarPolicy
typealias Portfolio = NijaPortfolio.Portfolio
typealias Position = NijaModel.Position
typealias PositionStatus = NijaModel.PositionStatus
typealias Price = NijaModel.Price
typealias PriceSource = NijaModel.PriceSource
typealias Fill = NijaModel.Fill
typealias FillSide = NijaModel.FillSide
typealias Severity = NijaModel.Severity
typealias Side = NijaModel.Side
typealias Silence = NijaModel.Silence
typealias Strategy = NijaModel.Strategy
typealias StrategyStatus = NijaModel.StrategyStatus
typealias Threshold = NijaModel.Threshold
typealias Trade = NijaModel.Trade
typealias TrailingStop = NijaModel.TrailingStop
typealias TradeWarning = NijaModel.TradeWarning
