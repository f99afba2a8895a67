// SoftHSM as other PKCS#11 modules are. Compiled by stricter-module.ts with:
//   MODULE   path of SoftHSM's module
//   PIN      every session begins logged in with it, and nobody is asked: a headless browser cannot show its question
//   TRIES    so many wrong PINs in a row lock the token for the user, which SoftHSM never does
//   COUNT    path of the file whose size is the number of wrong PINs in a row, for all processes
//   FULL     where there is a file of this path, the token has no room for another key
// Of PKCS#11 only what is used here is declared (OASIS PKCS#11 2.40, 3 and 5; all values are unsigned long).
#include <dlfcn.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef unsigned long (*function)();
struct function_list {
  unsigned char version[2];
  function of[68];
};
struct token_info {
  char label[32], manufacturer[32], model[16], serial[16];
  unsigned long flags;
};
enum { get_function_list = 3, get_token_info = 6, open_session = 12, login = 18, generate_key_pair = 59 };
enum { ok = 0, device_memory = 0x31, pin_incorrect = 0xA0, pin_locked = 0xA4 };
enum { user = 1 };
enum { login_required = 0x4, pin_count_low = 0x10000, pin_final_try = 0x20000, is_locked = 0x40000 };

static struct function_list soft, ours;

#ifdef PIN
static unsigned long open_logged_in(unsigned long slot, unsigned long flags, void *app, void *notify, unsigned long *session) {
  unsigned long answer = soft.of[open_session](slot, flags, app, notify, session);
  // A token that is not initialised, and one that is logged in already, say so here; neither matters.
  if (answer == ok) soft.of[login](*session, (unsigned long)user, PIN, (unsigned long)strlen(PIN));
  return answer;
}

static unsigned long token_info(unsigned long slot, struct token_info *info) {
  unsigned long answer = soft.of[get_token_info](slot, info);
  if (answer == ok) info->flags &= ~(unsigned long)login_required;
  return answer;
}
#endif

#ifdef TRIES
static int wrong_pins(void) {
  struct stat about;
  return stat(COUNT, &about) == 0 ? (int)about.st_size : 0;
}

static void count_wrong_pin(void) {
  int file = open(COUNT, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file < 0 || write(file, "x", 1) != 1) _exit(70);
  close(file);
}

static unsigned long log_in(unsigned long session, unsigned long who, char *pin, unsigned long length) {
  if (who == user && wrong_pins() >= TRIES) return pin_locked;
  unsigned long answer = soft.of[login](session, who, pin, length);
  if (who == user && answer == pin_incorrect) count_wrong_pin();
  if (who == user && answer == ok) unlink(COUNT);
  return answer;
}

static unsigned long token_info(unsigned long slot, struct token_info *info) {
  unsigned long answer = soft.of[get_token_info](slot, info);
  int left = TRIES - wrong_pins();
  if (answer == ok && left < TRIES) info->flags |= pin_count_low;
  if (answer == ok && left == 1) info->flags |= pin_final_try;
  if (answer == ok && left <= 0) info->flags |= is_locked;
  return answer;
}
#endif

#ifdef FULL
static unsigned long make_key_pair(unsigned long session, void *how, void *public_template, unsigned long public_count,
                                   void *private_template, unsigned long private_count, unsigned long *public_key,
                                   unsigned long *private_key) {
  if (access(FULL, F_OK) == 0) return device_memory;
  return soft.of[generate_key_pair](session, how, public_template, public_count, private_template, private_count,
                                    public_key, private_key);
}
#endif

static unsigned long list_of_ours(struct function_list **list) {
  *list = &ours;
  return ok;
}

unsigned long C_GetFunctionList(struct function_list **list) {
  void *module = dlopen(MODULE, RTLD_NOW | RTLD_LOCAL);
  function theirs = module ? (function)dlsym(module, "C_GetFunctionList") : 0;
  struct function_list *found;
  if (!theirs || theirs(&found) != ok) return 5; // CKR_GENERAL_ERROR
  ours = soft = *found;
  ours.of[get_function_list] = (function)list_of_ours;
  ours.of[get_token_info] = (function)token_info;
#ifdef PIN
  ours.of[open_session] = (function)open_logged_in;
#endif
#ifdef TRIES
  ours.of[login] = (function)log_in;
#endif
#ifdef FULL
  ours.of[generate_key_pair] = (function)make_key_pair;
#endif
  return list_of_ours(list);
}
