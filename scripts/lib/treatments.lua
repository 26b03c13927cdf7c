-- The table of treatments: what each is, what it may do, what it may cause, and which are offered.
--
-- What is offered stands in full; so that there is always something to compare, the usual ones fill
-- the table up to LEAST_ROWS. The rest is named in one line (HANDOUT specification, section 5).

local exercises = require "lib.exercises"
local intake = require "lib.intake"

local treatments = {}

-- Order of dropping in large print: what is only named goes to the page to tear off.
treatments.OTHERS_BEHIND = 27

local LEAST_ROWS, LEAST_ROWS_LARGE = 3, 1
-- Widths in points by which a row takes one line; together the text block.
local NAME_PT, WHAT_PT, HELP_PT, CAUSE_PT, FOR_ME_PT = 95, 130, 99, 123, 46
local DEVICES = 4 -- kinds with a device

-- value: of the field; group: of the wording; usual: may fill the table; device: the clinic's caution
-- for treatments with a device is printed (K12)
local kinds = {
  { value = "exercises", group = "treat.exercises", usual = true },
  { value = "insole", group = "treat.insole", usual = true },
  { value = "pain_medicine", group = "treat.medicine", usual = true },
  { value = "laser", group = "treat.laser", device = true },
  { value = "ultrasound_treatment", group = "treat.ultrasound", device = true },
  { value = "iontophoresis", group = "treat.iontophoresis", device = true },
  { value = "cryotherapy", group = "treat.cryotherapy", device = true },
}

local function row(group, offered)
  return {
    { restate(group .. ".name") },
    { restate(group .. ".what") },
    { restate(group .. ".help") },
    { restate(group .. ".cause") },
    { symbol(offered and "ticked" or "box", words(offered and "check.ticked" or "check.empty")) },
  }
end

-- The rows of the table, and the kinds that are only named. Medicine that the patient may not take is no
-- choice to compare with.
local function choose(patient)
  local no_medicine = patient.nsaid_problem == "allergy" or patient.nsaid_problem == "avoid"
  local fill = (patient.large_print and LEAST_ROWS_LARGE or LEAST_ROWS) - #(patient.treatments_offered or {})
  local shown, named = {}, {}
  for _, kind in ipairs(kinds) do
    local offered = intake.has(patient.treatments_offered, kind.value)
    local fills = not offered and kind.usual and fill > 0
      and not (kind.value == "pain_medicine" and no_medicine)
    if fills then
      fill = fill - 1
    end
    if offered or fills then
      shown[#shown + 1] = row(kind.group, offered)
    else
      named[#named + 1] = kind
    end
  end
  return shown, named
end

-- Keys of what is only named; the treatments with a device in one breath when all of them are.
local function other_keys(named)
  local keys, devices = {}, {}
  for _, kind in ipairs(named) do
    table.insert(kind.device and devices or keys, kind.group .. ".other")
  end
  if #devices == DEVICES then
    devices = { "treat.devices.other" }
  end
  return table.move(devices, 1, #devices, #keys + 1, keys)
end

-- In large print the notes have the leading of the body.
local function note_role(patient)
  return patient.large_print and "body" or "note"
end

-- "Other kinds: an insole in your shoe, light (laser)."
--   where   drop, when_dropped: in large print it may stand on the page to tear off
local function other_kinds(patient, named, where)
  local parts = { role = note_role(patient), drop = where.drop, when_dropped = where.when_dropped }
  for i, key in ipairs(other_keys(named)) do
    table.move({ i == 1 and bold(words("treat.others")) or ",", " ", restate(key) }, 1, 3, #parts + 1, parts)
  end
  if #parts == 0 then
    return false
  end
  parts[#parts + 1] = "."
  return para(parts)
end

-- The clinic's words on who should not have a treatment with a device, when one is offered.
local function device_caution(patient, clinic)
  for _, kind in ipairs(kinds) do
    if kind.device and intake.has(patient.treatments_offered, kind.value) then
      local parts = { role = note_role(patient) }
      for _, key in ipairs(clinic.cautions.device_treatment) do
        parts[#parts + 1] = restate(key)
        parts[#parts + 1] = " "
      end
      return para(parts)
    end
  end
  return false
end

-- "Your exercises:" as the clinician typed them: a line each, or a small table where it is said how or
-- how often.
local function own_exercises(patient, clinic)
  local lines = exercises.lines(patient, clinic)
  if #lines == 0 then
    return false
  end
  local title = para { role = "note", bold(words("treat.own_exercises")) }
  if not exercises.has_details(lines) then
    local items = {}
    for i, line in ipairs(lines) do
      items[i] = { value(line.name) }
    end
    return group { title, list(items) }
  end
  local rows = {}
  for i, line in ipairs(lines) do
    rows[i] = { { value(line.name) }, line.how ~= "" and { value(line.how) } or "",
      line.how_often ~= "" and { value(line.how_often) } or "" }
  end
  return group { title, table_of {
    style = "plain",
    columns = { { weight = 1 }, { weight = 1 }, { weight = 1 } },
    head = { words("exercise.head.name"), words("exercise.head.how"), words("exercise.head.how_often") },
    rows = rows,
    summary = words("treat.own_exercises"),
  } }
end

local function comparison(patient, rows)
  local what = patient.large_print and "" or words("treat.head.treatment") -- stacked: named by itself
  return table_of {
    style = "plain",
    columns = { { width = NAME_PT }, { width = WHAT_PT }, { width = HELP_PT }, { width = CAUSE_PT },
      { width = FOR_ME_PT, align = "center" } },
    head = { what, words("treat.head.what"), words("treat.head.help"), words("treat.head.cause"),
      words("treat.head.for_me") },
    rows = rows,
    summary = words("treat.summary"),
  }
end

-- Notes below the table, in two columns: no line of theirs is longer than 70 characters.
local function notes_below(patient, clinic, named)
  local device, others = device_caution(patient, clinic), other_kinds(patient, named,
    { drop = patient.large_print and treatments.OTHERS_BEHIND or nil })
  local nothing = para { role = note_role(patient), restate "treat.nothing_yet" }
  if patient.large_print then
    return group { device, others, nothing }
  elseif device then
    return band { split = { 6, 6 }, { device }, { others, nothing } }
  end
  return band { split = { 6, 6 }, { others }, { nothing } }
end

-- What is only named, by itself. where: drop, when_dropped.
function treatments.others(patient, where)
  local _, named = choose(patient)
  return other_kinds(patient, named, where)
end

function treatments.section(patient, clinic)
  local rows, named = choose(patient)
  return section {
    title = words("heading.treatments"),
    aside = not patient.large_print and words("heading.treatments.note") or nil, -- there each row says it
    required = true,
    comparison(patient, rows),
    own_exercises(patient, clinic),
    notes_below(patient, clinic, named),
  }
end

return treatments
