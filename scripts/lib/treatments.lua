-- The table of treatments: what each is, what it may do, what it may cause, and which are offered.
--
-- What is offered stands in full; so that there is always something to compare, the usual ones fill
-- the table up to LEAST_ROWS. The rest is named in one line (HANDOUT specification, section 5).

local intake = require "lib.intake"

local treatments = {}

local LEAST_ROWS = 2
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
  local fill = (patient.large_print and 1 or LEAST_ROWS) - #(patient.treatments_offered or {})
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

-- "Other kinds: an insole in your shoe, light (laser). What if I do nothing yet? ..."
local function other_kinds(named)
  local keys = other_keys(named)
  local parts = { role = "note" }
  for i, key in ipairs(keys) do
    table.move({ i == 1 and bold(words("treat.others")), i > 1 and "," , " ", restate(key),
      i == #keys and ". " }, 1, 5, #parts + 1, parts)
  end
  parts[#parts + 1] = restate "treat.nothing_yet"
  return para(parts)
end

-- The clinic's words on who should not have a treatment with a device, when one is offered.
local function device_caution(patient, clinic)
  for _, kind in ipairs(kinds) do
    if kind.device and intake.has(patient.treatments_offered, kind.value) then
      local parts = { role = "note" }
      for _, key in ipairs(clinic.cautions.device_treatment) do
        parts[#parts + 1] = restate(key)
        parts[#parts + 1] = " "
      end
      return para(parts)
    end
  end
  return false
end

-- "Your exercises: ...", as the clinician entered them.
local function own_exercises(patient)
  local texts = {}
  for _, exercise in ipairs(patient.exercises or {}) do
    texts[#texts + 1] = type(exercise) == "table" and exercise.name or exercise
  end
  return #texts > 0 and para {
    role = "note", bold(words("treat.own_exercises")), " ", value(table.concat(texts, "; ") .. "."),
  } or false
end

local function comparison(patient, rows)
  local what = patient.large_print and "" or words("treat.head.treatment") -- stacked: named by itself
  return table_of {
    style = "plain",
    columns = { {}, {}, {}, {}, { align = "center" } },
    head = { what, words("treat.head.what"), words("treat.head.help"), words("treat.head.cause"),
      words("treat.head.for_me") },
    rows = rows,
    summary = words("treat.summary"),
  }
end

-- The notes stand below the section and not in it, so that they may run as wide as the table; in large
-- print they stand in it, so that a page may end between them.
function treatments.section(patient, clinic)
  local rows, named = choose(patient)
  local notes = { device_caution(patient, clinic), own_exercises(patient), other_kinds(named) }
  local titled = { title = words("heading.treatments"), required = true, comparison(patient, rows) }
  if patient.large_print then
    table.move(notes, 1, #notes, #titled + 1, titled)
    return section(titled) -- each row says "for me": no need to say what a tick is
  end
  titled.aside = words("heading.treatments.note")
  return group { section(titled), table.unpack(notes) }
end

return treatments
