-- The plan by weeks, computed from the patient's own running (never a dose, never a diagnosis).
--
-- Every number comes from the clinic's profile or the patient's fields: shares of the usual distance
-- per week, the step and hold of a lift. The clinician entered or accepted them.
--
--   local weeks = plan.weeks(patient, clinic)
--   weeks[2] --> { number = 2, from = "2026-03-09", to = "2026-03-15", runs = 4, each = 1,
--                  total = 4, unit = "km", lift_mm = 3 }
--
-- Rules (HANDOUT specification, section 4): each run is the usual distance times the week's share,
-- divided by the runs a week, rounded DOWN to half a kilometre, a quarter mile or five minutes, never
-- longer than the longest run of the last 30 days; a week's total is what its runs add up to. Where
-- any running week would round to nothing the plan is in minutes.

local dates = require "lib.dates"

local plan = {}

local KM_PER_MILE = 1.609344

local function round_down(value, step)
  -- A hair of tolerance, so that 0.6 * 20 / 4 counts as 3 and not as 2.9999.
  return math.floor(value / step + 1e-9) * step
end

local function weekly_amount(patient, clinic)
  local units = patient.units or clinic.units or "metric"
  if patient.weekly_minutes then
    return patient.weekly_minutes, "min", 5
  elseif units == "imperial" then
    return patient.weekly_distance, "mi", 0.25
  end
  return patient.weekly_distance, "km", 0.5
end

-- The amount of each run in each week, or nil when a running week would round to nothing.
local function amounts(total, runs, step, longest, shares)
  local each = {}
  for week, share in ipairs(shares) do
    local run = round_down(total * share / 100 / runs, step)
    if longest then
      run = math.min(run, round_down(longest, step))
    end
    if share > 0 and run <= 0 then
      return nil
    end
    each[week] = run
  end
  return each
end

-- Heights of a lift in millimetres by week: step, 2 steps ... target, each held `hold_weeks`.
function plan.lift_height(target_mm, week, clinic)
  local lift = clinic.plan.lift
  local stage = (week - 1) // lift.hold_weeks + 1
  return math.min(target_mm, lift.step_mm * stage)
end

local function shares_of(patient, clinic)
  local profile = clinic.plan.profiles[patient.plan_profile or "standard"]
  if not profile then
    error("the clinic's profile has no plan '" .. tostring(patient.plan_profile) .. "'", 0)
  end
  return profile.shares_percent
end

-- The weeks of the plan, or nil when the patient does not run (the walk-run start is the clinic's).
function plan.weeks(patient, clinic)
  local total, unit, step = weekly_amount(patient, clinic)
  local runs, shares = patient.runs_per_week, shares_of(patient, clinic)
  if not total or not runs or total <= 0 or runs <= 0 then
    return nil
  end
  local longest = patient.longest_run_30d or total / runs
  local each = amounts(total, runs, step, longest, shares)
  if not each and unit ~= "min" then
    local pace = clinic.plan.minutes_per_km * (unit == "mi" and KM_PER_MILE or 1)
    total, longest, unit, step = total * pace, longest * pace, "min", 5
    each = amounts(total, runs, step, longest, shares)
  end
  if not each then
    return nil
  end
  local weeks, start = {}, footnote.handout.date
  for number, run in ipairs(each) do
    local from = dates.add(start, 7 * (number - 1))
    weeks[number] = {
      number = number,
      from = from,
      to = dates.add(from, 6),
      runs = run > 0 and runs or 0,
      each = run,
      total = run * runs,
      unit = unit,
      lift_mm = patient.lift_height_mm and plan.lift_height(patient.lift_height_mm, number, clinic),
    }
  end
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
