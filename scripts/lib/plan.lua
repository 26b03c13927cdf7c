-- The plan by weeks, computed from the patient's own running (never a dose, never a diagnosis).
--
-- Every number comes from the clinic's profile or the patient's fields: shares of the usual distance
-- per week, the step and hold of a lift. The clinician entered or accepted them (plan_profile).
--
--   local weeks, why = plan.weeks(patient, clinic)
--   weeks[2] --> { number = 2, from = "2026-03-09", to = "2026-03-15", kind = "run", runs = 4, each = 1,
--                  total = 4, unit = "km", lift_mm = 3 }
--
-- kind   "walk"      a week of walking: runs, each and total are 0
--        "run"       so many runs of `each` of the unit ("km", "mi", "minutes"); total is their sum
--        "walk_run"  minutes in turns: `times` a week, each time `repeats` of `run_minutes` and
--                    `walk_minutes`; runs = times, each and total count the minutes of running
-- Weeks of a walk-run table (P12) have `times` and, where they walk only, `walk_minutes` too.
-- weeks is nil where there is no plan; why is then "walk_only" (the clinician set plan_profile to none,
-- as a stress fracture needs and strong pain may: print "walk only until your visit"), or "no_amount"
-- (told to the clinician as an error).
--
--   plan.lift_stages(patient, clinic)   { { height_mm = 3, from = "2026-03-02", to = "2026-03-15" }, ... }
--
-- Rules (HANDOUT specification, section 4): each run is the usual distance times the week's share,
-- divided by the runs a week, rounded DOWN to the clinic's step, never longer than the longest run of
-- the last 30 days; a week's total is what its runs add up to. Where a running week would round to
-- nothing the plan is in minutes. Rule S21 looks at every plan, computed or typed.
--
-- Order: rounding, the lift, one week, the kinds of plan, the check, all.

local dates = require "lib.dates"
local intake = require "lib.intake"
local matching = require "lib.rules.matching"

local plan = {}

-- A hair of tolerance, so that 0.6 * 20 / 4 counts as 3 and not as 2.9999.
local HAIR = 1e-9

local function round_down(value, step)
  return math.floor(value / step + HAIR) * step
end

-- ---- the lift ----------------------------------------------------------------------------------

-- Weeks that one height of the lift is held: longer where balance matters (K11).
local function hold_weeks(patient, clinic)
  local gentle = intake.has_any(patient.comorbidities, { "pregnancy", "falls_risk" })
  return gentle and clinic.lift.gentle_hold_weeks or clinic.lift.hold_weeks
end

-- Height of the lift in millimetres in a week: step, 2 steps ... target. nil without a lift.
function plan.lift_height(patient, clinic, week)
  local target = patient.lift_height_mm
  if patient.insert_type ~= "heel_lift" or not target then
    return nil
  end
  local stage = (week - 1) // hold_weeks(patient, clinic) + 1
  return math.min(target, clinic.lift.step_mm * stage)
end

-- The heights with their days; the last one has no `to` unless the insert has a last day, and stages
-- after that day are left out. Without a lift an empty list.
function plan.lift_stages(patient, clinic)
  local stages, hold = {}, hold_weeks(patient, clinic)
  local from, last_day = footnote.handout.date, patient.insert_end_date
  local height = plan.lift_height(patient, clinic, 1)
  while height and not (last_day and from > last_day) do
    local is_target = height >= patient.lift_height_mm
    local to = not is_target and dates.add(from, 7 * hold - 1) or last_day or nil
    if to and last_day and to > last_day then
      to = last_day
    end
    stages[#stages + 1] = { height_mm = height, from = from, to = to }
    if is_target then
      break
    end
    from = dates.add(from, 7 * hold)
    height = plan.lift_height(patient, clinic, #stages * hold + 1)
  end
  return stages
end

-- The clinic's wear-in { first_day_minutes, add_minutes_a_day }: of the plan, or for one of the
-- clinician's own and none.
function plan.wear_in(patient, clinic)
  local profile = clinic.plan[patient.plan_profile]
  return profile and profile.wear_in or clinic.plan.wear_in_without_profile
end

-- The days of the first week: { { date = "2026-03-02", minutes = 30 }, ... }, how long the insert is worn.
function plan.wear_in_days(patient, clinic)
  local wear_in, days = plan.wear_in(patient, clinic), {}
  for day = 1, 7 do
    days[day] = { date = dates.add(footnote.handout.date, day - 1),
      minutes = wear_in.first_day_minutes + (day - 1) * wear_in.add_minutes_a_day }
  end
  return days
end

-- ---- one week ----------------------------------------------------------------------------------

-- The week's days and lift, with what kind of week it is.
local function week_of(patient, clinic, number, fields)
  local from = dates.add(footnote.handout.date, 7 * (number - 1))
  local week = { number = number, from = from, to = dates.add(from, 6), runs = 0, each = 0,
    lift_mm = plan.lift_height(patient, clinic, number) }
  for name, value in pairs(fields) do
    week[name] = value
  end
  week.kind = week.kind or week.runs > 0 and "run" or "walk"
  week.total = week.runs * week.each
  return week
end

-- ---- computed from the usual week ----------------------------------------------------------------

-- What the patient runs: amount and unit of a week, and the longest run in that unit. With both given
-- the distance comes first, and longest_run_30d is a distance.
local function amounts(patient)
  local found = {}
  if (patient.weekly_distance or 0) > 0 then
    found[1] = { usual = patient.weekly_distance, unit = patient.units == "imperial" and "mi" or "km",
      longest = patient.longest_run_30d }
  end
  if (patient.weekly_minutes or 0) > 0 then
    found[#found + 1] = { usual = patient.weekly_minutes, unit = "minutes",
      longest = #found == 0 and patient.longest_run_30d or nil }
  end
  return found
end

-- The weeks from one amount; nil when a running week would round to nothing.
local function computed_from(amount, patient, clinic)
  local step, runs = clinic.plan.rounding[amount.unit], patient.runs_per_week
  local longest = round_down(amount.longest or amount.usual / runs, step)
  local weeks = {}
  for number, share in ipairs(clinic.plan[patient.plan_profile].shares) do
    local each = math.min(round_down(amount.usual * share / 100 / runs, step), longest)
    if share > 0 and each <= 0 then
      return nil
    end
    weeks[number] = week_of(patient, clinic, number,
      { runs = each > 0 and runs or 0, each = each, unit = amount.unit })
  end
  return weeks
end

local function computed(patient, clinic)
  local found = amounts(patient)
  for _, amount in ipairs(found) do
    local weeks = (patient.runs_per_week or 0) > 0 and computed_from(amount, patient, clinic)
    if weeks then
      return weeks, amount
    end
  end
  if #found == 0 or (patient.runs_per_week or 0) <= 0 then
    return nil -- told by rule S01
  elseif found[#found].unit == "minutes" then
    footnote.field_error("weekly_minutes", "is too little to build up in with so many runs: expected more "
      .. "minutes, fewer runs_per_week, or plan_profile custom")
  else
    footnote.field_error("weekly_minutes",
      "missing: the distance is too short to build up in; give the usual minutes a week")
  end
  return nil
end

-- ---- walk and run, for someone who has stopped (P12) ----------------------------------------------

local function walk_run(patient, clinic)
  local steps = clinic.plan[patient.plan_profile].walk_run or clinic.plan.walk_run
  local weeks = {}
  for number, step in ipairs(steps) do
    local run, walk = step.run_minutes or 0, step.walk_minutes or 0
    local fields = { unit = "minutes", times = step.times_a_week }
    if run > 0 then
      fields.runs, fields.each = step.times_a_week, run * (step.repeats or 1)
    end
    if walk > 0 then
      fields.walk_minutes = walk
    end
    if run > 0 and walk > 0 then
      fields.kind, fields.repeats, fields.run_minutes = "walk_run", step.repeats, run
    end
    weeks[number] = week_of(patient, clinic, number, fields)
  end
  return weeks
end

-- ---- a table of the clinician's own ----------------------------------------------------------------

local function custom(patient, clinic)
  local unit = patient.custom_unit == "minutes" and "minutes" or patient.units == "imperial" and "mi" or "km"
  local weeks = {}
  for number, typed in ipairs(patient.custom_plan) do
    weeks[number] = week_of(patient, clinic, number, { runs = typed.runs, each = typed.each, unit = unit })
  end
  for _, amount in ipairs(amounts(patient)) do
    if amount.unit == unit then
      return weeks, amount
    end
  end
  return weeks, nil
end

-- ---- S21 ---------------------------------------------------------------------------------------

-- No week above the usual one, no run much longer than the longest of the last 30 days. `amount` is
-- { usual, longest } in the unit of the weeks; nil when nobody said what is usual.
function plan.check(weeks, amount, clinic)
  local most = amount and amount.longest
    and amount.longest * (1 + clinic.thresholds.longest_run_growth_percent / 100)
  for _, week in ipairs(weeks) do
    if amount and week.total > amount.usual + HAIR then
      footnote.refuse("S21", "week " .. week.number .. " of the plan is more than the usual week: lower its "
        .. "runs")
      return false
    elseif most and week.each > most + HAIR then
      footnote.refuse("S21", "a run in week " .. week.number .. " of the plan is longer than the longest of "
        .. "the last 30 days and the clinic's longest_run_growth_percent: shorten it")
      return false
    end
  end
  return true
end

-- ---- all ---------------------------------------------------------------------------------------

-- The weeks of the plan; nil and why where there is none (see the top).
function plan.weeks(patient, clinic)
  if patient.plan_profile == "none" then
    return nil, "walk_only"
  elseif matching.applies.P12(patient) then
    return walk_run(patient, clinic)
  end
  local make = patient.plan_profile == "custom" and custom or computed
  local weeks, amount = make(patient, clinic)
  if not weeks then
    return nil, "no_amount"
  end
  plan.check(weeks, amount, clinic)
  return weeks
end

-- "4", "0.5", "12.25": whole numbers without a point, others with the decimal sign of the language.
function plan.number(value)
  if value == math.floor(value) then
    return ("%d"):format(value)
  end
  local text = ("%.2f"):format(value):gsub("0+$", "")
  return (text:gsub("%.", words("number.decimal_sign")))
end

return plan
