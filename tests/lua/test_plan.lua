-- lib.plan: the plan by weeks, from the patient's own running.

local check = require "lib.check"
local plan = require "lib.plan"
local rulings = require "lib.rulings"

-- A patient like the worked example: 20 km a week in four runs, a lift of 6 mm.
local function patient(changes)
  local values = {
    units = "metric", weekly_distance = 20, runs_per_week = 4, longest_run_30d = 6,
    plan_profile = "standard", insert_type = "heel_lift", lift_height_mm = 6,
    comorbidities = { "none" },
  }
  for name, change in pairs(changes or {}) do
    values[name] = change ~= "left out" and change or nil
  end
  return values
end

-- One list of a field of all weeks.
local function of(weeks, name)
  local all = {}
  for i, week in ipairs(weeks) do
    all[i] = week[name]
  end
  return all
end

local function the_worked_example(clinic)
  local weeks = plan.weeks(patient(), clinic)
  check.equal(of(weeks, "total"), { 0, 4, 8, 12, 16, 20 })
  check.equal(of(weeks, "each"), { 0, 1, 2, 3, 4, 5 })
  check.equal(of(weeks, "runs"), { 0, 4, 4, 4, 4, 4 })
  check.equal(of(weeks, "lift_mm"), { 3, 3, 6, 6, 6, 6 })
  check.equal(of(weeks, "number"), { 1, 2, 3, 4, 5, 6 })
  check.equal(weeks[1].unit, "km")
  check.equal(weeks[1].from, "2026-03-02")
  check.equal(weeks[1].to, "2026-03-08")
  check.equal(weeks[5].from, "2026-03-30")
  check.equal(weeks[5].to, "2026-04-05")
  check.equal(weeks[6].to, "2026-04-12")
  check.equal(of(weeks, "kind"), { "walk", "run", "run", "run", "run", "run" })
end

local function runs_are_rounded_down(clinic)
  local weeks = plan.weeks(patient { weekly_distance = 17, runs_per_week = 3,
    longest_run_30d = "left out" }, clinic)
  -- 17 km: 25 % is 1.42 a run, 40 % 2.27, 60 % 3.4, 80 % 4.53, 100 % 5.67
  check.equal(of(weeks, "each"), { 0, 1, 2, 3, 4.5, 5.5 })
  check.equal(of(weeks, "total"), { 0, 3, 6, 9, 13.5, 16.5 })
end

-- 0.6 * 20 / 4 is 3, also where a computer makes 2.9999 of it: whole minutes are the judge.
local function no_step_is_lost_to_the_computer(clinic)
  for minutes = 20, 1500, 5 do
    for runs = 1, math.min(14, minutes // 20) do -- a quarter of a run is at least a step of 5
      local weeks = plan.weeks(patient { weekly_distance = "left out", weekly_minutes = minutes,
        runs_per_week = runs, longest_run_30d = "left out" }, clinic)
      for i, share in ipairs { 0, 25, 40, 60, 80, 100 } do
        if weeks[i].each ~= minutes * share // (100 * runs) // 5 * 5 then
          error(("%d minutes in %d runs, week %d: each %s"):format(minutes, runs, i,
            tostring(weeks[i].each)))
        end
      end
    end
  end
  check.equal(plan.weeks(patient { weekly_distance = 30, longest_run_30d = 10 }, clinic)[4].each, 4.5)
end

local function never_over_the_usual_or_the_longest_run(clinic)
  for _, profile in ipairs { "standard", "slow" } do
    for runs = 1, 7 do
      for distance = 40, 120, 7 do
        for longest = 1, 12 do
          local weeks = plan.weeks(patient { plan_profile = profile, runs_per_week = runs,
            weekly_distance = distance, longest_run_30d = longest }, clinic)
          local before = 0
          for _, week in ipairs(weeks) do
            if week.each > longest or week.total > distance or week.total < before
              or week.total ~= week.each * week.runs then
              error(("%d km in %d runs, longest %d: %s a run"):format(distance, runs, longest,
                tostring(week.each)))
            end
            before = week.total
          end
        end
      end
    end
  end
  check.equal(plan.weeks(patient { longest_run_30d = 2.7 }, clinic)[6].each, 2.5,
    "the longest run is rounded down, too")
end

local function miles(clinic)
  local weeks = plan.weeks(patient { units = "imperial", weekly_distance = 10, runs_per_week = 3,
    longest_run_30d = 4 }, clinic)
  check.equal(weeks[2].unit, "mi")
  -- 10 mi: 25 % is 0.83 a run, 40 % 1.33, 60 % 2, 80 % 2.67, 100 % 3.33
  check.equal(of(weeks, "each"), { 0, 0.75, 1.25, 2, 2.5, 3.25 })
end

local function minutes(clinic)
  local weeks = plan.weeks(patient { weekly_distance = "left out", weekly_minutes = 120,
    longest_run_30d = "left out" }, clinic)
  check.equal(weeks[2].unit, "minutes")
  -- 120 minutes: 7.5, 12, 18, 24, 30 a run
  check.equal(of(weeks, "each"), { 0, 5, 10, 15, 20, 30 })
end

-- With both given the distance comes first; the minutes serve where a running week rounds to nothing.
local function minutes_where_the_distance_is_too_short(clinic)
  check.equal(plan.weeks(patient { weekly_minutes = 120 }, clinic)[6].unit, "km")
  local short = { weekly_distance = 6, weekly_minutes = 80, longest_run_30d = "left out" }
  check.equal(plan.weeks(patient(short), clinic)[6].unit, "minutes") -- 25 % of 6 km: 0.375 km a run
  short.weekly_minutes = "left out"
  local said = rulings.of(plan.weeks, patient(short), clinic)
  check.is_true(rulings.hold(said, "field weekly_minutes: missing"))
  short.weekly_distance, short.weekly_minutes = "left out", 40 -- 2.5 minutes a run
  said = rulings.of(plan.weeks, patient(short), clinic)
  check.is_true(rulings.hold(said, "field weekly_minutes: is too little"))
end

-- P12: from the clinic's table, whatever was run before.
local function walk_and_run(clinic)
  local weeks = plan.weeks(patient { running_now = "stopped", weekly_distance = "left out" }, clinic)
  check.equal(of(weeks, "kind"), { "walk", "walk_run", "walk_run", "walk_run", "walk_run", "run" })
  check.equal(of(weeks, "times"), { 3, 3, 3, 3, 3, 3 })
  check.equal({ weeks[1].walk_minutes, weeks[1].runs, weeks[1].total }, { 20, 0, 0 })
  check.equal({ weeks[3].repeats, weeks[3].run_minutes, weeks[3].walk_minutes }, { 4, 2, 3 })
  check.equal({ weeks[3].runs, weeks[3].each, weeks[3].total }, { 3, 8, 24 })
  check.equal({ weeks[6].runs, weeks[6].each, weeks[6].total, weeks[6].unit }, { 3, 20, 60, "minutes" })
  check.equal(weeks[6].to, "2026-04-12")
end

local function own_table(...)
  local weeks = {}
  for i, week in ipairs { ... } do
    weeks[i] = { week = i, runs = week[1], each = week[2] }
  end
  return { plan_profile = "custom", custom_plan = weeks }
end

local function a_table_of_the_clinicians_own(clinic)
  local weeks = plan.weeks(patient(own_table({ 0, 0 }, { 2, 3 }, { 4, 5 })), clinic)
  check.equal(of(weeks, "kind"), { "walk", "run", "run" })
  check.equal(of(weeks, "total"), { 0, 6, 20 })
  check.equal(weeks[3].unit, "km")
  check.equal(weeks[3].lift_mm, 6)
end

-- 20 km a week, the longest run 6 km: 10 % more is the clinic's longest_run_growth_percent.
local function never_over_what_is_run_now(clinic)
  local function said(...)
    return rulings.of(plan.weeks, patient(own_table(...)), clinic)
  end
  check.equal(said({ 3, 6.5 }), {})
  check.is_true(rulings.hold(said({ 1, 6.75 }), "S21: a run in week 1"))
  check.is_true(rulings.hold(said({ 0, 0 }, { 5, 4.25 }), "S21: week 2 of the plan is more"))
  check.equal(said({ 4, 5 }), {}, "the whole usual week")
  local unknown = own_table({ 3, 9 })
  unknown.weekly_distance, unknown.longest_run_30d = "left out", "left out"
  check.equal(rulings.of(plan.weeks, patient(unknown), clinic), {}, "nobody said what is usual")
  -- Every plan is looked at, computed ones too.
  local weeks = plan.weeks(patient(), clinic)
  check.is_true(rulings.hold(rulings.of(plan.check, weeks, { usual = 19, longest = 6 }, clinic), "S21"))
  check.equal(rulings.of(plan.check, weeks, { usual = 20, longest = 5 }, clinic), {})
end

local function no_plan_by_the_clinicians_word(clinic)
  local weeks, why = plan.weeks(patient { plan_profile = "none" }, clinic)
  check.equal({ weeks or false, why }, { false, "walk_only" })
  check.equal(plan.wear_in(patient { plan_profile = "none" }, clinic).first_day_minutes, 30)
end

local function stages_of_the_lift(clinic)
  check.equal(plan.lift_stages(patient { lift_height_mm = 8 }, clinic), {
    { height_mm = 3, from = "2026-03-02", to = "2026-03-15" },
    { height_mm = 6, from = "2026-03-16", to = "2026-03-29" },
    { height_mm = 8, from = "2026-03-30" },
  }, "3, 6, 8 mm: the last step is smaller")
  check.equal(plan.lift_stages(patient { lift_height_mm = 8, insert_end_date = "2026-03-20" }, clinic), {
    { height_mm = 3, from = "2026-03-02", to = "2026-03-15" },
    { height_mm = 6, from = "2026-03-16", to = "2026-03-20" },
  }, "not beyond the last day")
  local gentle = patient { lift_height_mm = 8, comorbidities = { "pregnancy" } }
  check.equal(plan.lift_stages(gentle, clinic)[2].from, "2026-03-23", "K11: one step slower")
  check.equal(plan.lift_stages(patient { lift_height_mm = 2 }, clinic),
    { { height_mm = 2, from = "2026-03-02" } })
  check.equal(plan.lift_stages(patient { insert_type = "heel_cup" }, clinic), {})
end

local function the_slow_plan(clinic)
  local weeks = plan.weeks(patient { plan_profile = "slow", weekly_distance = 40,
    longest_run_30d = 10 }, clinic)
  check.equal(of(weeks, "each"), { 0, 0, 2, 3.5, 5, 6.5, 8, 10 })
  check.equal(of(weeks, "runs"), { 0, 0, 4, 4, 4, 4, 4, 4 })
end

local function no_plan_without_an_amount(clinic)
  check.equal(plan.weeks(patient { weekly_distance = "left out" }, clinic), nil)
  check.equal(plan.weeks(patient { weekly_distance = 0 }, clinic), nil)
end

local function heights_of_the_lift(clinic)
  local function heights(changes, count)
    local all = {}
    for week = 1, count do
      all[week] = plan.lift_height(patient(changes), clinic, week)
    end
    return all
  end
  check.equal(heights({ lift_height_mm = 10 }, 9), { 3, 3, 6, 6, 9, 9, 10, 10, 10 })
  check.equal(heights({ lift_height_mm = 2 }, 3), { 2, 2, 2 }, "never above the target")
  check.equal(heights({ comorbidities = { "falls_risk" } }, 6), { 3, 3, 3, 6, 6, 6 })
  check.equal(heights({ comorbidities = { "diabetes", "pregnancy" } }, 4), { 3, 3, 3, 6 })
  check.equal(plan.lift_height(patient { insert_type = "heel_cup" }, clinic, 1), nil)
end

local function numbers_in_words()
  check.equal(plan.number(4), "4")
  check.equal(plan.number(4.0), "4")
  check.equal(plan.number(0.5), "0.5")
  check.equal(plan.number(12.25), "12.25")
  check.equal(plan.number(10), "10")
  check.equal(plan.number(100.0), "100")
end

return check.report("plan", function(clinic)
  the_worked_example(clinic)
  runs_are_rounded_down(clinic)
  no_step_is_lost_to_the_computer(clinic)
  never_over_the_usual_or_the_longest_run(clinic)
  miles(clinic)
  minutes(clinic)
  minutes_where_the_distance_is_too_short(clinic)
  walk_and_run(clinic)
  a_table_of_the_clinicians_own(clinic)
  never_over_what_is_run_now(clinic)
  no_plan_by_the_clinicians_word(clinic)
  stages_of_the_lift(clinic)
  the_slow_plan(clinic)
  no_plan_without_an_amount(clinic)
  heights_of_the_lift(clinic)
  numbers_in_words()
end)
