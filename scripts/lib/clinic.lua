-- The clinic's profile (corpus/clinic.yaml): whether it holds what the handouts need, who approved it,
-- and whether it is past its review (rule S16).
--
--   clinic_profile.check(clinic)   tells all that is missing; false when no handout can be made of it
--
-- The numbers are the clinic's: here stands only that they must be there and make sense. Messages name
-- the key in the file and what to add. Order: the tables, one value, groups of numbers, approval,
-- review, all.

local dates = require "lib.dates"

local clinic_profile = {}

local RULE, REVIEW = "CLINIC", "S16"
local LARGEST, MOST_WEEKS = 1000000, 104 -- what nobody means is a slip of the hand

-- Keys by their kind; "a.b" is b below a.
local needed = {
  group = { "cautions" },
  text = { "name", "emergency", "language", "version", "review_by" },
  phone = { "phone", "out_of_hours" },
  address = { "url" },
  above_zero = { "plan.rounding.km", "plan.rounding.mi", "plan.rounding.minutes", "lift.step_mm",
    "lift.hold_weeks", "lift.gentle_hold_weeks", "red_flags.not_better_weeks",
    "thresholds.wording_review_years", "drawing.foot_length_mm", "drawing.heel_to_ball_share",
    "lift.ask_above_share_of_difference", "plan.standard.wear_in.first_day_minutes",
    "plan.slow.wear_in.first_day_minutes", "plan.wear_in_without_profile.first_day_minutes",
    "plan.standard.wear_in.add_minutes_a_day", "plan.slow.wear_in.add_minutes_a_day",
    "plan.wear_in_without_profile.add_minutes_a_day" },
  number = { "lift.warn_above_mm", "lift.ask_above_mm", "thresholds.leg_length_ask_below_mm",
    "thresholds.leg_length_ask_above_mm", "thresholds.no_running_from_pain",
    "thresholds.weekly_km_ask_above", "thresholds.longest_run_growth_percent",
    "thresholds.symptom_weeks_ask_above", "thresholds.adult_from_age", "thresholds.follow_up_most_days",
    "thresholds.handout_date_ahead_days" },
  range = { "pain_rule.go", "pain_rule.repeat", "pain_rule.stop", "thresholds.pace_min_per_km",
    "shoe_sizes.eu", "shoe_sizes.uk", "shoe_sizes.us_m", "shoe_sizes.us_w" },
  list = { "languages", "plan.standard.shares", "plan.slow.shares", "plan.walk_run",
    "red_flags.get_help_now", "red_flags.call_same_day", "red_flags.call_soon", "home_care.steps",
    "exercises.library" },
}

-- Groups that somebody has to approve: each has its approver and date, or the file's own serve.
local approved_groups = { "red_flags", "home_care", "pain_rule", "plan", "lift", "thresholds", "cautions",
  "exercises" }

local function value_at(clinic, path)
  local value = clinic
  for key in path:gmatch "[^.]+" do
    if type(value) ~= "table" then
      return nil
    end
    value = value[key]
  end
  return value
end

-- ---- one value ---------------------------------------------------------------------------------

local function is_number(value)
  return math.type(value) ~= nil and math.abs(value) <= LARGEST -- also keeps out infinity and nan
end

local function has_words(value)
  return type(value) == "string" and value:find "%S" ~= nil
end

-- Fields of an entry that may be anything.
local function fields_of(entry)
  return type(entry) == "table" and entry or {}
end

local function is_list(value)
  return type(value) == "table" and #value > 0
end

local function digits_of(value)
  return select(2, tostring(value):gsub("%d", ""))
end

local kinds = {
  text = { "a text", has_words },
  group = { "a group of keys", function(value) return type(value) == "table" and next(value) ~= nil end },
  phone = { "a phone number of 7 to 15 digits", function(value)
    return type(value) == "string" and value:find "^%+?[%d ()-]+$" ~= nil
      and digits_of(value) >= 7 and digits_of(value) <= 15
  end },
  address = { "an address of at most 80 characters", function(value)
    return type(value) == "string" and value ~= "" and utf8.len(value) ~= nil and utf8.len(value) <= 80
  end },
  above_zero = { "a number above 0", function(value) return is_number(value) and value > 0 end },
  number = { "a number, 0 or more", function(value) return is_number(value) and value >= 0 end },
  range = { "{low: ..., high: ...}", function(value)
    return type(value) == "table" and is_number(value.low) and is_number(value.high)
      and value.low <= value.high
  end },
  list = { "a list with at least one entry", is_list },
}

-- Tells the refusal; false for the caller to hand on.
local function refuse(path, text)
  footnote.refuse(RULE, "the clinic's profile: " .. path .. ": " .. text)
  return false
end

local function check_needed(clinic)
  local fine = true
  for _, kind in ipairs { "group", "text", "phone", "address", "above_zero", "number", "range", "list" } do
    local expected, is_good = kinds[kind][1], kinds[kind][2]
    for _, path in ipairs(needed[kind]) do
      local value = value_at(clinic, path)
      if value == nil then
        fine = refuse(path, "missing, expected " .. expected .. ": add it, with who approved it")
      elseif not is_good(value) then
        fine = refuse(path, "expected " .. expected)
      end
    end
  end
  return fine
end

-- What may be left out, but makes sense where it stands.
local choices = {
  paper = { "a4", "letter" }, units = { "metric", "imperial" }, theme = { "clinic", "high_contrast" },
}

local function check_choices(clinic)
  local fine = true
  for _, path in ipairs { "paper", "units", "theme" } do
    local value, known = clinic[path], clinic[path] == nil
    for _, choice in ipairs(choices[path]) do
      known = known or value == choice
    end
    if not known then
      fine = refuse(path, "expected " .. table.concat(choices[path], " or "))
    end
  end
  for _, path in ipairs { "lift.least_mm", "lift.most_mm", "thresholds.leg_length_most_mm", "plan.diary_days",
    "plan.standard.wear_in.all_day_by_day", "plan.slow.wear_in.all_day_by_day",
    "plan.wear_in_without_profile.all_day_by_day" } do
    local value = value_at(clinic, path)
    if value ~= nil and not (is_number(value) and value > 0) then
      fine = refuse(path, "expected a number above 0, or leave it out")
    end
  end
  return fine
end

-- ---- groups ------------------------------------------------------------------------------------

-- Percent of the usual week, never less than the week before: a plan builds up.
local function check_shares(clinic, profile)
  local before, shares = 0, clinic.plan[profile].shares
  if #shares > MOST_WEEKS then
    return refuse("plan." .. profile .. ".shares", "expected at most " .. MOST_WEEKS .. " weeks")
  end
  for week = 1, #shares do
    local share = shares[week]
    if not is_number(share) or share < before or share > 100 then
      return refuse("plan." .. profile .. ".shares",
        "expected numbers from 0 to 100, none smaller than the one before")
    end
    before = share
  end
  return true
end

local function check_walk_run(clinic)
  for i, entry in ipairs(clinic.plan.walk_run) do
    local step = fields_of(entry)
    local runs, walks = step.run_minutes or 0, step.walk_minutes or 0
    if not is_number(runs) or not is_number(walks) or runs < 0 or walks < 0 or runs + walks <= 0
      or not is_number(step.times_a_week) or step.times_a_week < 1
      or (runs > 0 and walks > 0 and not is_number(step.repeats)) then
      return refuse("plan.walk_run entry " .. i, "expected times_a_week with walk_minutes, run_minutes, or "
        .. "both of them and repeats")
    end
  end
  return true
end

-- The three parts of the pain rule meet: no score is in two of them, none in no one.
local function check_pain_rule(clinic)
  local rule = clinic.pain_rule
  if rule.go.low ~= 0 or rule["repeat"].low ~= rule.go.high + 1 or rule.stop.low ~= rule["repeat"].high + 1
    or rule.stop.high ~= 10 then
    return refuse("pain_rule", "expected go, repeat and stop to cover 0 to 10 without gap or overlap")
  end
  return true
end

local function check_flags(clinic)
  local seen, fine = {}, true
  for _, group in ipairs { "get_help_now", "call_same_day", "call_soon" } do
    for i, entry in ipairs(clinic.red_flags[group]) do
      local flag = fields_of(entry)
      local place = "red_flags." .. group .. " entry " .. i
      if not has_words(flag.id) or not has_words(flag.text) then
        fine = refuse(place, "expected an id and a text")
      elseif seen[flag.id] or flag.id == "none_found" then
        fine = refuse(place, "its id is taken: give it another")
      else
        seen[flag.id] = true
      end
    end
  end
  return fine
end

local function check_library(clinic)
  local seen, fine = {}, true
  for i, entry in ipairs(clinic.exercises.library) do
    local exercise = fields_of(entry)
    local place = "exercises.library entry " .. i
    if type(exercise.id) ~= "string" or seen[exercise.id] then
      fine = refuse(place, "expected an id of its own")
    elseif type(exercise.text) ~= "table" or not has_words(exercise.text[clinic.language]) then
      fine = refuse(place, "expected its text in the clinic's language")
    else
      seen[exercise.id] = true
    end
  end
  return fine
end

-- The number that people dial is the one of the clinic's country, where the table has that country.
local function check_emergency(clinic)
  if clinic.country ~= nil and not has_words(clinic.country) then
    return refuse("country", "expected a country's two letters, such as GB")
  end
  if clinic.emergency_numbers ~= nil and type(clinic.emergency_numbers) ~= "table" then
    return refuse("emergency_numbers", "expected countries with their numbers, {GB: \"999\"}")
  end
  local number = value_at(clinic, "emergency_numbers." .. tostring(clinic.country))
  if number ~= nil and number ~= clinic.emergency then
    return refuse("emergency", "is not what emergency_numbers says for the clinic's country")
  end
  return true
end

-- ---- approval ----------------------------------------------------------------------------------

-- The approver and date of a group. The red flags need their own: they never come from elsewhere.
local function approval(clinic, group)
  local own = clinic[group] or {}
  if group == "red_flags" then
    return own.approver, own.approved_on
  end
  return own.approver or clinic.approver, own.approved_on or clinic.approved_on
end

local function is_date(text)
  return type(text) == "string" and (pcall(dates.number, text))
end

local function check_approval(clinic)
  local fine = true
  for _, group in ipairs(approved_groups) do
    local approver, on = approval(clinic, group)
    if type(approver) ~= "string" or approver == "" or not is_date(on) then
      fine = refuse(group, "nobody has approved it: add approver and approved_on")
    elseif clinic.example ~= true and approver:find "^example" then
      fine = refuse(group, "the approver is still the example's: write who of your clinic approved it, or "
        .. "set example: true")
    end
  end
  return fine
end

-- ---- review ------------------------------------------------------------------------------------

-- The same day so many years later; the text of an ISO date is compared, so 29 February is no trouble.
local function years_later(iso, years)
  return ("%04d"):format(tonumber(iso:sub(1, 4)) + math.floor(years)) .. iso:sub(5)
end

-- True when a day or month ("2029-03") has passed.
local function has_passed(text)
  local today = footnote.handout.date
  return today:sub(1, #text) > text
end

local function check_review(clinic)
  local fine = true
  if not clinic.url:find "^https://" then
    footnote.warn(RULE, "the clinic's profile: url: does not begin with https://: no code to scan is printed")
  end
  if has_passed(clinic.review_by) then
    footnote.warn(REVIEW, "the clinic's profile: review_by has passed: have it read again")
  end
  for _, group in ipairs(approved_groups) do
    local _, on = approval(clinic, group)
    local due = (clinic[group] or {}).review_by
    if footnote.handout.date > years_later(on, clinic.thresholds.wording_review_years) then
      footnote.refuse(REVIEW, "the clinic's profile: " .. group .. ": was approved longer ago than the "
        .. "clinic's wording_review_years: have it approved again")
      fine = false
    elseif due and has_passed(due) then
      footnote.warn(REVIEW, "the clinic's profile: " .. group .. ": review_by has passed")
    end
  end
  return fine
end

-- ---- all ---------------------------------------------------------------------------------------

-- No approved red-flag block, no handout (S04); what else is missing is told in the same run.
function clinic_profile.check(clinic)
  local block = clinic.red_flags
  if type(block) ~= "table" or not block.approver or not block.approved_on then
    footnote.refuse("S04", "the clinic has no approved red-flag block: add red_flags with approver and "
      .. "approved_on; no handout is printed")
    return false
  end
  if not check_needed(clinic) then
    return false -- the rest counts on what is there
  end
  local fine = true
  for _, check in ipairs { check_flags, check_library, check_pain_rule, check_walk_run, check_emergency,
    check_choices } do
    fine = check(clinic) and fine
  end
  for _, profile in ipairs { "standard", "slow" } do
    fine = check_shares(clinic, profile) and fine
  end
  return check_approval(clinic) and check_review(clinic) and fine
end

return clinic_profile
