# The zygote, x86-64: waits for scripts of system calls, and carries them out.
#
# A script is a row of entries of 64 bytes:
#   int32 number of the call (negative: the end) · int32 flags · six arguments of 64 bits · int64 what it returned
# Flags: 1, the call forks: the parent answers with the entry and waits for the next script, the child goes on;
#        2, whether the call fails does not matter;
#        4, the call forks: the child goes on, the parent keeps it: waits for it and for whatever becomes its child,
#           writes how the child ended, and ends when it has no child any more;
#        8, what the call returned is written, and whether it fails does not matter.
# A call of the child that fails is written, and the child ends with 127. What is written goes to descriptor 4, and is the entry.
# How a child ended is written as wait4 with what it returned; the status is where the flags were, and the usage where the
# arguments were.
#
# Descriptors: 3, the socket that scripts come from and answers go to; 4 and above, what came with the script.
# Memory: MSG, the message header of recvmsg, made by whoever made the image; BUF, the script.
#
#   as -o zygote.o zygote.s && ld --oformat binary -Ttext 0x10000200 -o zygote.bin zygote.o

.intel_syntax noprefix
.set MSG, 0x10001000
.set BUF, 0x10010000
.globl _start
_start:
wait:
  mov edi, 4                      # close_range(4, ~0, 0): what came with the script before
  mov esi, -1
  xor edx, edx
  mov eax, 436
  syscall
  mov edi, 3                      # recvmsg(3, MSG, 0)
  mov esi, MSG
  mov qword ptr [rsi+40], 1024    # the kernel has written the length of what came over that of what may come
  xor edx, edx
  mov eax, 47
  syscall
  cmp rax, -4                     # interrupted
  je wait
  test rax, rax                   # nobody is there any more
  jle end
  mov r12d, BUF
step:
  mov eax, [r12]
  test eax, eax
  js wait
  mov rdi, [r12+8]
  mov rsi, [r12+16]
  mov rdx, [r12+24]
  mov r10, [r12+32]
  mov r8, [r12+40]
  mov r9, [r12+48]
  syscall
  mov [r12+56], rax
  mov ecx, [r12+4]
  test cl, 4
  jnz keep
  test cl, 8
  jnz told
  test cl, 1
  jz plain
  test rax, rax
  jz next                         # the child
  mov edi, 3                      # write(3, entry, 64): the parent, or nobody's
  call tell
  jmp wait
told:
  mov edi, 4
  call tell
  jmp next
plain:
  test cl, 2
  jnz next
  test rax, rax
  js fail
next:
  add r12, 64
  jmp step
keep:
  test rax, rax
  js fail
  jz next                         # the child
  mov r13, rax
  mov edi, 3                      # close_range(3, 3, 0): the socket is the zygote's alone
  mov esi, 3
  xor edx, edx
  mov eax, 436
  syscall
  mov edi, 5                      # close_range(5, ~0, 0)
  mov esi, -1
  mov eax, 436
  syscall
  mov dword ptr [r12], 61
more:
  mov edi, -1                     # wait4(-1, entry+4, 0, entry+8)
  lea rsi, [r12+4]
  xor edx, edx
  lea r10, [r12+8]
  mov eax, 61
  syscall
  cmp rax, -10                    # no child
  je end
  cmp rax, r13
  jne more
  mov [r12+56], rax
  mov edi, 4
  call tell
  jmp more
fail:
  mov edi, 4
  call tell
  mov edi, 127                    # exit_group(127)
  mov eax, 231
  syscall
end:
  xor edi, edi
  mov eax, 231
  syscall
tell:
  mov rsi, r12
  mov edx, 64
  mov eax, 1
  syscall
  ret
